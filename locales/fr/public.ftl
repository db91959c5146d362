public-skip = Aller au contenu
public-language = Langue
public-demonstration = Démonstration : l’activité est simulée.
public-title = { $place } – aide gratuite
public-description = On vous aide gratuitement pour vos papiers, vos factures, internet. Adresse, horaires, téléphone.
public-help-free = On vous aide, gratuitement
public-lead = Papiers, factures, internet. Venez sans rendez-vous.
public-lead-appointment = Papiers, factures, internet. Vous pouvez prendre rendez-vous.
public-open = Ouvert
public-open-until = Ouvert jusqu’à { $time }
public-closed = Fermé
public-opens-at = Fermé. Ouvre à { $time }
public-opens-tomorrow = Fermé. Ouvre demain à { $time }
public-opens-weekday = Fermé. Ouvre { $weekday } à { $time }
public-opens-day = Fermé. Ouvre le { $day } à { $time }
public-uncertain = Horaires à confirmer : téléphonez avant de venir
public-hours-unknown = Téléphonez pour connaître les horaires
public-stage-project = Ce lieu est en projet. Il ne reçoit pas encore de public.
public-stage-opening = Ce lieu va ouvrir bientôt. Il ne reçoit pas encore de public.
public-stage-closed = Ce lieu est fermé définitivement.
public-last-day = Ce lieu ferme définitivement le { $day } { $year } au soir.
public-wait-below = Attente maintenant : moins de { $high } minutes
public-wait-between = Attente maintenant : entre { $low } et { $high } minutes
public-waiting =
    { $n ->
        [0] Personne n’attend en ce moment
        [one] { $n } personne attend en ce moment
       *[other] { $n } personnes attendent en ce moment
    }
public-call = Appeler
public-directions = Itinéraire
public-directions-hint = Le plan s’ouvre sur OpenStreetMap.
public-help-title = Nous aidons pour
public-family-electricite = Électricité, gaz
public-family-eau = Eau
public-family-telecom = Téléphone, internet
public-family-courrier = Courrier, colis
public-family-banque = Banque, budget
public-family-mobilite = Transports
public-family-famille = Famille, aides (CAF)
public-family-sante = Santé, handicap, retraite
public-family-emploi = Emploi, formation
public-family-papiers = Papiers, séjour, justice
public-family-impots = Impôts, logement
public-family-lien = Ordinateur, lien social
public-bring-title = À apporter
public-bring-identity = Une pièce d’identité ou un titre de séjour
public-bring-letter = Le courrier ou la facture
public-bring-phone = Votre téléphone et votre adresse mail, si vous en avez
public-bring-numbers = Vos numéros : sécurité sociale, CAF, impôts
public-bring-anyway = Il vous manque un papier ? Venez quand même.
public-hours-title = Horaires
public-day-closed = fermé
public-day-long = 24 h sur 24
public-to-confirm = à confirmer
public-today = aujourd’hui
public-apart-title = Jours particuliers
public-from-to = du { $from } au { $to }
public-holiday = jour férié
public-busy-title = Quand venir ?
public-busy-lead = D’après les visites des douze derniers mois.
public-busy-day = Jour
public-busy-level-1 = plutôt calme
public-busy-level-2 = fréquenté
public-busy-level-3 = très fréquenté
public-busy-none = Case vide : fermé, ou trop peu de visites pour le dire.
public-busy-unknown = rien à dire
public-busy-calm = Plutôt calme : { $when }
public-busy-full = Très fréquenté : { $when }
public-busy-when = { $weekday } vers { $time }
public-where-title = Comment venir
public-address = Adresse
public-phone = Téléphone
public-mail = E-mail
public-stops-title = Où nous trouver
public-stops-none = Aucun arrêt n’est prévu pour le moment.
public-footer = Parvis, logiciel libre au service des lieux de médiation
public-about = À propos et sources
public-kiosk-title = Borne d’accueil
public-kiosk-waiting = personnes attendent
public-kiosk-start = Prendre un numéro
public-kiosk-why = Pour quoi venez-vous ?
public-kiosk-unknown = Autre, ou je ne sais pas
public-kiosk-priority = Je passe en priorité
public-kiosk-priority-who = enceinte, handicap, grand âge
public-kiosk-listen = Écouter
public-kiosk-back = Retour
public-kiosk-anonymous = Votre nom n’est pas demandé.
public-kiosk-number = Votre numéro
public-kiosk-call = Nous allons vous appeler par ce numéro.
public-kiosk-follow = Suivez votre tour sur votre téléphone
public-kiosk-type = Ou tapez ce code à cette adresse :
public-kiosk-done = Terminé
public-kiosk-away = La borne ne répond pas. Adressez-vous à l’accueil.
public-kiosk-closed = Cette borne ne donne pas de numéro. Adressez-vous à l’accueil.
public-kiosk-busy = Trop de numéros ont été pris ici. Adressez-vous à l’accueil.
public-kiosk-early = { $state }. Vous pouvez prendre un numéro : nous l’appellerons à l’ouverture.
public-kiosk-late = { $state }. Un numéro pris maintenant ne vaut que pour aujourd’hui.
public-line-below = Moins de { $high } minutes d’attente
public-line-between = Entre { $low } et { $high } minutes d’attente
public-line-before =
    { $n ->
        [0] C’est bientôt à vous.
        [one] { $n } personne avant vous
       *[other] { $n } personnes avant vous
    }
public-ticket-number = Numéro { $number }
public-ticket-find = Suivre mon numéro
public-ticket-code = Votre code
public-ticket-hint = Il est affiché à la borne ou donné à l’accueil : quatre lettres ou chiffres, un tiret, puis quatre autres.
public-ticket-open = Voir mon numéro
public-ticket-unknown = Ce code ne mène à aucun numéro d’aujourd’hui. Vérifiez-le, ou demandez à l’accueil.
public-ticket-too-many = Trop d’essais depuis cette connexion. Réessayez dans { $minutes } min, ou demandez à l’accueil.
public-ticket-waiting = Vous attendez
public-ticket-called = C’est à vous !
public-ticket-served = On vous reçoit
public-ticket-held = Votre visite est en pause
public-ticket-over = Votre visite est terminée. À bientôt !
public-ticket-left = Vous avez quitté la file. Pour revenir, prenez un autre numéro.
public-ticket-order = L’ordre peut changer : certaines personnes passent en priorité.
public-ticket-valid = Il ne sert qu’aujourd’hui.
public-ticket-leave = Je pars
public-ticket-leave-sure = Votre numéro sera annulé.
public-ticket-leave-yes = Oui, je pars
public-ticket-away = La connexion est coupée. Écoutez les appels dans la salle.
public-ticket-refresh = Actualiser
public-date = { $weekday } { $day ->
        [1] 1er
       *[other] { $day }
    } { $month }
public-day-month = { $day ->
        [1] 1er
       *[other] { $day }
    } { $month }
public-weekday-1 = lundi
public-weekday-2 = mardi
public-weekday-3 = mercredi
public-weekday-4 = jeudi
public-weekday-5 = vendredi
public-weekday-6 = samedi
public-weekday-7 = dimanche
public-month-1 = janvier
public-month-2 = février
public-month-3 = mars
public-month-4 = avril
public-month-5 = mai
public-month-6 = juin
public-month-7 = juillet
public-month-8 = août
public-month-9 = septembre
public-month-10 = octobre
public-month-11 = novembre
public-month-12 = décembre
public-all-places = Tous les lieux
public-open-data = Données ouvertes
public-list-title = Trouver un lieu près de vous
public-list-search = Ville, code postal ou département
public-list-button = Chercher
public-list-none = Aucun lieu ne correspond. Essayez le nom d’une ville voisine.
public-list-more = Seuls les { $n } premiers lieux sont montrés : précisez votre recherche.
