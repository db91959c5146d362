figures-title = Chiffres
figures-period = Période
figures-association = Association
figures-place = Lieu
figures-every = Tous
figures-every-feminine = Toutes
figures-show = Afficher
figures-more-filters = Plus de filtres
figures-from = Du
figures-to = Au
figures-months = Mois
figures-quarters = Trimestres
figures-years = Années
figures-last-year = Les 12 derniers mois
figures-dates = Dates choisies (plus de filtres)
figures-quarter-first = 1er trimestre { $year }
figures-quarter = { $quarter }e trimestre { $year }
figures-year = Année { $year }
figures-on = le { $day }
figures-from-to = du { $from } au { $to }
figures-until-today = jusqu’à aujourd’hui, { $time }
figures-coverage = { $share } des jours d’ouverture ont une saisie
figures-headline = { $visits } et { $requests } { $span }.
figures-headline-requests = { $requests } { $span }.
figures-the-visits = Les visites
figures-the-requests = Les demandes
figures-rise = { $what } augmentent de { $percent } en un an, à jours ouverts égaux.
figures-fall = { $what } baissent de { $percent } en un an, à jours ouverts égaux.
figures-still = { $what } sont stables sur un an, à jours ouverts égaux.
figures-n-visits = { $n ->
    [one] { $count } visite
   *[other] { $count } visites
}
figures-n-requests = { $n ->
    [one] { $count } demande
   *[other] { $count } demandes
}
figures-n-days = { $n ->
    [one] en { $count } jour
   *[other] en { $count } jours
}
figures-places = { $n ->
    [one] { $count } lieu
   *[other] { $count } lieux
}
figures-missing-days = { $n ->
    [one] { $count } jour d’ouverture sans saisie
   *[other] { $count } jours d’ouverture sans saisie
}
figures-others-in-table = { $n ->
    [one] { $count } autre ligne dans les données ci-dessous.
   *[other] { $count } autres lignes dans les données ci-dessous.
}
figures-simulated = Activité simulée : { $share } des visites et demandes affichées ({ $count }).
figures-imported = Données importées d’un autre outil : { $share } des visites et demandes affichées ({ $count }).
figures-imported-counts = Comptages quotidiens importés, non détaillés : { $share } des visites et demandes affichées ({ $count }).
figures-nothing = Rien n’est enregistré sur cette période
figures-nothing-to-do = Choisissez une autre période ou retirez des filtres. Ce qui vient d’être saisi au comptoir apparaît ici en deux secondes.
figures-visits = Visites
figures-visits-lower = visites
figures-requests = Demandes
figures-requests-lower = demandes
figures-requests-a-visit = Demandes par visite
figures-for = { $requests } pour { $visits }
figures-days-open = Jours d’ouverture
figures-days-open-recorded = Jours d’ouverture avec saisie
figures-days-recorded = Jours avec saisie
figures-of = { $part } sur { $whole }
figures-complete = Aucun jour d’ouverture sans saisie
figures-no-hours = Horaires non renseignés : rien à comparer
figures-since-a-year = { $change } sur un an, à jours ouverts égaux
figures-no-comparison = Pas de période comparable il y a un an
figures-why = Pourquoi ce chiffre
figures-why-visits = Une visite est une venue ou un contact, quel que soit le nombre de demandes. La même personne qui revient compte deux fois : les visites ne sont pas des personnes.
figures-why-requests = Une demande est un besoin traité pendant une visite. Une visite peut en compter plusieurs, ou aucune.
figures-why-requests-a-visit = Nombre de demandes divisé par le nombre de visites, visites sans demande comprises.
figures-why-days = Jours où le calendrier du lieu (horaires, jours fériés, fermetures) prévoit une ouverture, et parmi eux ceux où au moins une visite est enregistrée. Chaque lieu compte ses propres jours ; la journée en cours n’est pas comptée.
figures-why-trend = Chaque point compte les visites ouvertes et les demandes enregistrées pendant la semaine ou le mois. Une visite appartient au jour où elle commence, à l’heure du lieu.
figures-why-months = Une visite appartient au mois où elle commence. La colonne vide au contour marqué est le mois en cours, qui n’est pas fini.
figures-why-branches = La branche suit l’opérateur : « partenaire » s’il avait signé avec l’association du lieu ce jour-là. Sans opérateur connu, c’est celle du thème.
figures-why-families = Une demande compte dans la famille de son thème. Un thème retiré du catalogue compte sous celui qui le remplace, pour que les années restent comparables.
figures-why-themes = Une demande a un seul thème. Un thème retiré du catalogue compte sous celui qui le remplace.
figures-why-operators = L’organisme que la demande concerne, sous le nom qu’il portait à la fin de la période. Une demande peut n’en concerner aucun.
figures-why-acts = Une même demande peut compter plusieurs actes : la somme des lignes dépasse le nombre de demandes et les parts ne font pas 100 %.
figures-why-support = Qui a fait : la personne seule, avec le médiateur, ou le médiateur à sa place. Une demande dont rien n’est dit reste dans le total.
figures-why-outcomes = Où en était la demande à la fin de la visite. Une demande dont rien n’est dit reste dans le total.
figures-why-places = Visites de la période, et nombre de jours où le lieu a enregistré quelque chose : deux lieux ouverts un nombre de jours différent ne se comparent pas directement.
figures-why-hours = Nombre de visites selon l’heure de leur début, à l’heure du lieu, sur toute la période.
figures-why-missing = Le calendrier du lieu prévoit une ouverture et aucune visite n’est enregistrée : fermeture à ajouter au calendrier, saisie oubliée, ou personne n’est venu.
figures-method = Comment ces chiffres sont comparés
figures-method-words = Chaque lieu est comparé à lui-même : ses chiffres d’il y a un an sont ramenés à son nombre de jours ouverts de cette année. Un jour ouvert est un jour avec au moins une visite. Les lieux qui n’étaient pas ouverts aux deux périodes et la journée en cours sont laissés de côté. Sous 30 visites ou demandes il y a un an, aucun pourcentage n’est donné.
figures-method-numbers = Ici : { $now } en { $days } jours ouverts, contre { $then } en { $before } jours ouverts un an plus tôt, dans { $places } sur { $whole }.
figures-method-live = Ces chiffres suivent le journal : une saisie reçue par le serveur y figure en moins de deux secondes, une correction aussi.
figures-see-data = Voir les données
figures-export = Télécharger ce tableau (CSV)
figures-export-summary = Télécharger les chiffres clés (CSV)
figures-title-summary = Chiffres clés
figures-title-trend = Visites et demandes
figures-title-months = Mois par mois
figures-title-branches = Partenaires, service public, lien social
figures-title-families = Demandes par famille
figures-title-themes = Thèmes les plus demandés
figures-title-operators = Organismes concernés
figures-title-acts = Ce qui a été fait
figures-title-support = Qui a fait
figures-title-outcomes = Où en sont les demandes
figures-title-hours = Heures et jours d’affluence
figures-title-places = Par lieu
figures-title-missing = Jours sans saisie
figures-title-sources = D’où viennent les données
figures-caption = { $title }, { $span }
figures-by-week = Par semaine ; la bande marque la période choisie
figures-by-week-but-this = Par semaine ; la bande marque la période choisie, sans la semaine en cours
figures-by-month = Par mois
figures-visits-by-month = Visites par mois, sur treize mois
figures-requests-by-month = Demandes par mois, sur treize mois
figures-by-family = Total de la période et variation sur un an ; courbes sur 26 semaines, même échelle
figures-visits-by-hour = Visites selon l’heure où elles commencent
figures-requests-by-hour = Demandes selon l’heure de leur saisie
figures-acts-not-additive = Une demande peut compter plusieurs actes : les lignes ne s’additionnent pas
figures-confirmed = { $share } des { $known } réponses confirmées par le médiateur ; les autres sont la valeur proposée, que personne n’a touchée.
figures-of-which-confirmed = dont confirmées par le médiateur
figures-n = n = { $n }
figures-first = En tête : { $list }.
figures-trend-description = De { $from } à { $to }. Au plus haut { $most }, { $when } ; { $last } au dernier point.
figures-months-description = { $n } en { $first }, { $m } en { $last }.
figures-spark-description = Par semaine depuis le { $from } : entre { $least } et { $most } demandes.
figures-hours-description = Au plus fort le { $day } à { $hour } : { $n }.
figures-week-of = Semaine du
figures-week-of-day = la semaine du { $day }
figures-month = Mois
figures-day = Jour
figures-hour-head = Heure
figures-hour = { $hour } h
figures-figure = Chiffre
figures-number = Valeur
figures-records = Visites et demandes
figures-share = Part
figures-share-of-requests = Part des demandes
figures-change = Sur un an
figures-then = Il y a un an
figures-visits-a-day = Visites par jour
figures-branch = Branche
figures-family = Famille
figures-theme = Thème
figures-operator = Organisme
figures-act = Acte
figures-support = Qui a fait
figures-outcome = Suite
figures-source = Origine
figures-all = total
figures-undetailed = non détaillé
figures-unknown = non renseigné
figures-no-operator = aucun organisme
figures-formerly = { $name } (avant : { $before })
figures-under-one = moins de 1 %
figures-over-ninety-nine = plus de 99 %
figures-code-partner = entreprise partenaire
figures-code-public = service public
figures-code-social = lien social
figures-code-counter = saisie au comptoir
figures-code-import = importé d’un autre outil
figures-code-simulated = simulé
figures-code-first = première visite
figures-code-again = déjà venu
figures-code-confirmed = confirmé
figures-code-default = valeur proposée
figures-definition-visits = Venues ou contacts, quel que soit le nombre de demandes. Une personne qui revient compte à chaque fois.
figures-definition-requests = Besoins traités pendant les visites. Une visite peut en compter plusieurs.
figures-definition-minutes = Somme des durées renseignées, en minutes ; « known » dit combien de demandes en ont une.
figures-definition-open-days = Couples lieu et jour avec au moins une visite. Sous une coupe plus fine que le jour, ils ne s’additionnent pas.
refusal-figures-no-such-period = Cette période n’existe pas. Choisissez-en une dans la liste, ou deux dates dont la première précède la seconde.
refusal-figures-unknown-value = « { $value } » n’est pas une valeur de « { $name } ». Celles qui conviennent : { $allowed }.
refusal-figures-unknown-filter = « { $value } » ne désigne rien dans « { $label } » : ce filtre n’est pas appliqué.
refusal-figures-no-such-day = « { $value } » n’est pas un jour pour « { $name } » : écrivez année, mois, jour, comme 2026-11-24.
refusal-figures-unknown-parameter = Le paramètre « { $name } » n’existe pas. Ceux qui existent : { $known }.
refusal-figures-too-many-groups = Cette question donnerait trop de lignes. Réduisez la période ou choisissez une coupe moins fine.
refusal-figures-cut-twice = Les deux coupes sont les mêmes. Gardez-en une seule.
refusal-figures-two-cuts = Deux coupes au plus.
refusal-figures-visits-have-none = Les visites ne se coupent pas selon « { $name } » : seules les demandes en ont un. Demandez measure=requests.
figures-tabs = Pages des chiffres
figures-tab-dashboard = Tableau de bord
figures-tab-explore = Explorer
figures-tab-watch = Veille
figures-tab-needs = Besoins
figures-tab-quality = Qualité des données
figures-minutes-from-to = { $first } à { $last } min
figures-minutes-from = { $first } min et plus
figures-under-one-minute = moins d’une minute
figures-n-minutes = { $n } min
figures-definition-service = Temps au bureau des visites, en minutes : du moment où quelqu’un est reçu à la fin, sans l’attente ni le temps mis de côté dans la salle pendant que le bureau sert à d’autres. Une visite sans ticket n’a pas attendu : toute sa durée compte. Une visite reprise le lendemain ou partie sans être reçue n’a pas de temps connu.
figures-definition-waiting = Temps entre l’arrivée et l’appel, ou entre les appels pour qui est remis à un collègue, en minutes. Seules les visites avec un ticket terminé le même jour en ont un, y compris celles qui partent sans être reçues. Chaque attente est comptée au milieu de sa tranche (quinze tranches, de « moins d’une minute » à « 90 min et plus ») : la moyenne est approchée, en minutes finies.
refusal-figures-requests-have-none = Les demandes ne se coupent pas selon « { $name } » : seules les visites en ont un. Demandez measure=visits.
explore-title = Explorer
explore-measure = Mesure
explore-measure-visits = Visites
explore-measure-requests = Demandes
explore-measure-minutes = Minutes des demandes
explore-measure-open-days = Jours ouverts distincts
explore-measure-service = Temps au bureau
explore-measure-waiting = Attente
explore-cut-one = Selon
explore-cut-two = Et selon
explore-by-nothing = Rien : le total
explore-by-place = Lieu
explore-by-day = Jour
explore-by-week = Semaine
explore-by-month = Mois
explore-by-year = Année
explore-by-weekday = Jour de la semaine
explore-by-hour = Heure
explore-by-slot = Demi-heure
explore-by-family = Famille
explore-by-theme = Thème
explore-by-operator = Organisme
explore-by-branch = Branche
explore-by-act = Acte
explore-by-acts-confirmed = Actes confirmés
explore-by-support = Qui a fait
explore-by-support-confirmed = Qui a fait, confirmé
explore-by-outcome = Suite
explore-by-outcome-confirmed = Suite confirmée
explore-by-channel = Contact
explore-by-age = Âge
explore-by-origin = Domicile
explore-by-language = Langue
explore-by-first = Première visite
explore-by-waited = Tranche d’attente
explore-by-source = Origine des données
explore-compare = Comparer à
explore-compare-nothing = Rien
explore-compare-previous = La période précédente
explore-compare-year = Un an plus tôt
explore-compare-network = Tous les lieux que je vois
explore-value = Total
explore-total-minutes = Minutes en tout
explore-n = n
explore-known = Durée connue
explore-mean = Moyenne (min)
explore-then = Avant
explore-change = Variation
explore-share-there = Part, tous les lieux
explore-mean-there = Moyenne, tous les lieux
explore-now = période choisie
explore-before = période précédente
explore-a-year-ago = un an plus tôt
explore-colon = {" "}:
explore-span-compared = { $now }, comparé { $then } : mêmes jours écoulés
explore-changed = { $change } ; { $then } avant
explore-then-was = { $then } avant ; pas de variation calculée
explore-network-mean = { $there } en moyenne dans tous les lieux que vous voyez
explore-network-part = { $share } des { $there } de tous les lieux que vous voyez
explore-coverage = Couverture
explore-coverage-words = Jours d’ouverture sans saisie : { $missing } sur { $open }
explore-imported = Importé
explore-undetailed = Comptages non détaillés
explore-simulated = Simulé
explore-n-days = { $n ->
    [one] { $count } jour
   *[other] { $count } jours
}
explore-to-quality = Voir la qualité des données
explore-why-open-days = Chaque lieu est comparé à lui-même, à jours ouverts égaux ; la journée en cours est laissée de côté.
explore-why-network = « Tous les lieux » : ceux que vous avez le droit de voir, ceux du filtre compris, avec les mêmes filtres et les mêmes jours.
explore-why-no-change = Aucune variation n’est calculée : sous 30 visites ou demandes avant, ou pour des comptages non détaillés, elle ne dirait que le hasard.
explore-hours-description = Heures en colonnes, jours en lignes ; chaque case porte son nombre.
explore-same-scale = De { $from } à { $to }, même échelle pour toutes les courbes
explore-spark-description = Entre { $least } et { $most }.
explore-last-point = au dernier point
explore-left-out = Les lignes et colonnes les plus petites ({ $rows } et { $columns }) ne sont que dans les données.
explore-map-heading = Sur la carte
explore-map-title = { $measure } par lieu, sur une carte de France
explore-map-about = Un point par lieu, d’autant plus grand que son nombre l’est ; losange : bus. Les territoires d’outre-mer ont chacun leur échelle.
explore-map-absent = { $n ->
    [one] { $count } lieu sans position connue n’y figure pas.
   *[other] { $count } lieux sans position connue n’y figurent pas.
}
explore-map-source = Contours : ANCT, Licence Ouverte 2.0, simplifiés.
explore-holidays = Bandes : vacances scolaires de la zone.
explore-more-notes = { $n ->
    [one] { $count } autre événement n’est pas montré.
   *[other] { $count } autres événements ne sont pas montrés.
}
explore-note-version = nouvelle version du catalogue, { $code }
explore-note-opening = ouverture de { $place }
explore-note-end = fermeture définitive de { $place }
explore-note-closure = { $place } fermé : { $reason }
explore-rows-in-file = { $n ->
    [one] { $count } autre ligne dans le fichier.
   *[other] { $count } autres lignes dans le fichier.
}
explore-api = La même question à l’API
explore-views = Questions enregistrées
explore-no-view = Rien d’enregistré. Donnez un nom à la question affichée pour la retrouver ici.
explore-view-name = Nom de cette question
explore-save-view = Enregistrer
explore-remove-view = Supprimer « { $name } »
explore-share = L’adresse de cette page contient toute la question : envoyez-la. Chacun y voit ce qu’il a le droit de voir.
refusal-explore-out-of-scope = Cette question porte sur des lieux que vous ne voyez pas. Demandez à la personne qui vous a envoyé le lien, ou posez la question pour vos propres lieux.
refusal-explore-part-of-scope = Ce lien nomme { $named } lieux, dont { $seen } que vous voyez : les chiffres ne portent que sur ceux-là.
refusal-explore-no-network = Vous ne voyez pas d’autres lieux que ceux-ci : il n’y a rien à leur comparer.
refusal-explore-too-many-views = Vous avez déjà { $most } questions enregistrées. Supprimez-en une d’abord.
quality-title = Qualité des données
quality-about = Ce qui manque ou arrive tard, { $span }, lieu par lieu, et comment y remédier.
quality-nothing = Rien à signaler.
quality-how = Comment c’est compté
quality-more = et { $n } autres.
quality-part = { $share } : { $part } sur { $whole }
quality-silent = Jours d’ouverture sans saisie
quality-how-silent = Le calendrier du lieu prévoit une ouverture et aucune visite n’est enregistrée : fermeture à ajouter au calendrier, saisie oubliée, ou personne n’est venu. Les jours d’avant la première saisie du lieu ne comptent pas.
quality-last-day = le dernier, { $day }
quality-see-day = Voir ce jour
quality-add-closure = Ajouter la fermeture au calendrier
quality-others = Demandes sous « Autre »
quality-how-others = Part des demandes enregistrées sous le thème « Autre ». Les mots qui reviennent disent quel thème manque au catalogue, ou sous quel nom on l’y cherche.
quality-explore = Voir ces demandes
quality-words = Voir les mots qui reviennent
quality-minutes = Demandes sans durée
quality-how-minutes = Part des demandes dont personne n’a dit la durée. Elle se saisit au comptoir, ou se complète en corrigeant la demande ; les minutes ne comptent que celles qui l’ont.
quality-late = Saisies arrivées tard
quality-how-late = Visites et demandes des 7 derniers jours reçues par le serveur plus de 24 heures après avoir eu lieu : le plus souvent un comptoir resté sans réseau. Ce qui est importé ou simulé n’est pas compté.
quality-too-many-places = Plus de 60 lieux : ce compte se lit association par association.
quality-see-activity = Voir l’activité
quality-see-devices = Voir les appareils
quality-see-place = Voir le lieu
quality-devices = Comptoirs sans nouvelles
quality-how-devices = Ce qui attend sur un appareil n’est connu que de lui : le serveur ne peut pas compter ces saisies. Il sait quand chaque comptoir enrôlé s’est montré pour la dernière fois ; au-delà de 24 heures, allez voir s’il a du réseau, et ouvrez-y le comptoir : tout part de soi-même.
quality-no-device = Aucun comptoir n’est enrôlé.
quality-devices-silent = { $silent } comptoirs enrôlés sur { $all } ne se sont pas montrés depuis plus de 24 heures.
quality-never-seen = ne s’est jamais montré
quality-last-seen = vu pour la dernière fois le { $day }
quality-no-record = Rien n’a été saisi dans ces lieux sur ces jours.
explore-method-numbers = Ici : { $now } en { $days } jours ouverts, contre { $then } en { $before } jours ouverts avant, dans { $places } sur { $whole }.

day-title = Chiffres du jour
day-label = Jour
day-before = Jour précédent
day-after = Jour suivant
day-headline = { $visits } et { $requests }.
day-headline-until = { $visits } et { $requests } jusqu’à { $time }.
day-usual = d’ordinaire { $count }
day-usually = D’ordinaire
day-usual-unknown = Pas encore assez de jours pareils pour dire ce qui est ordinaire.
day-compared = { $n ->
    [one] D’ordinaire : la même journée, la dernière fois que quelque chose fut enregistré.
   *[other] D’ordinaire : la moyenne des { $count } dernières journées pareilles où quelque chose fut enregistré, dans les huit semaines d’avant.
}
day-minutes = { $count } min
day-waiting = Attente moyenne
day-waiting-words = des visites dont l’attente est connue
day-open = Lieux qui ont enregistré
day-open-words = sur ceux qui ouvraient ce jour-là
day-hours = Heure par heure
day-hour = Heure
day-families = Domaines
day-family = Domaine
day-places = Lieux
day-state = Remarque
day-silent = ouvert, rien d’enregistré
day-closed = fermé
day-unexpected = activité un jour fermé
figures-tab-day = Jour
figures-letter-subject = { $month } : { $visits }, { $change } sur un an
figures-letter-subject-new = { $month } : { $visits }
figures-letter-rising = En hausse sur un an : { $families }.
figures-letter-falling = En baisse sur un an : { $families }.
figures-letter-family = { $family } ({ $change }, { $requests })
figures-letter-simulated = Activité simulée : ces chiffres ne décrivent personne.
figures-letter-more-places = { $n ->
    [one] { $count } autre lieu n’est pas dans le tableau.
   *[other] { $count } autres lieux ne sont pas dans le tableau.
}
figures-tab-letter = Lettres
