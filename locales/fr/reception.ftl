refusal-entry-unknown-code = « { $code } » n’est pas une valeur connue pour « { $name } ».
refusal-entry-minutes = La durée s’écrit en minutes, de 0 à { $longest }.
refusal-entry-visit-withdrawn = Cette visite a été annulée : enregistrez la demande dans une nouvelle visite.
refusal-entry-other-visit = Une demande ne change pas de visite. Annulez-la et enregistrez-la à nouveau.
refusal-entry-withdrawn = Cette saisie a déjà été annulée.
refusal-entry-not-yours = Cette saisie a été faite par une autre personne : demandez à votre direction de la corriger.
refusal-entry-month-closed = Ce mois est clos : indiquez la raison de la correction.
refusal-correction-no-act = Cochez au moins un acte.
refusal-correction-nothing = Rien n’a changé : modifiez ce qui est à corriger.
refusal-month-not-over = Ce mois n’est pas terminé : il pourra être clos à partir du premier jour du mois suivant.
activity-choose-place = Choisissez un lieu
activity-no-place = Aucun lieu ne vous est ouvert. Demandez-le à votre direction.
activity-calendar = Calendrier
activity-place = Lieu
activity-see = Voir
activity-days = Autres jours
activity-no-such-day = Le jour demandé n’existe pas, n’est pas encore venu ou précède l’ouverture du lieu : voici le plus proche.
activity-day-before = Jour précédent
activity-day-after = Jour suivant
activity-today = Aujourd’hui
activity-month-before = Mois précédent
activity-month-after = Mois suivant
activity-visits = { $count ->
    [one] { $count } visite
   *[other] { $count } visites
}
activity-requests = { $count ->
    [one] { $count } demande
   *[other] { $count } demandes
}
activity-nothing = Rien d’enregistré
activity-nothing-today = La première demande de la journée s’affichera ici.
activity-nothing-that-day = Aucune visite n’a été enregistrée ce jour-là.
activity-record = Enregistrer une demande
activity-no-request = Aucune demande dans cette visite.
activity-closed = Mois clos le { $at } par { $by }. Toute correction y demande une raison.
activity-late = { $count ->
    [one] { $count } saisie arrivée après la clôture :{" "}
   *[other] { $count } saisies arrivées après la clôture :{" "}
}
activity-close = Clôturer { $month }
activity-close-words = Une fois les saisies relues, clôturez le mois : toute correction y demandera une raison.
record-way = Où vous êtes
record-visit = Visite
record-facts = Ce qui est enregistré
record-history = Historique
record-recorded = Enregistrement
record-corrected = Correction
record-withdrawn = Annulation
record-crossing = Faite sans avoir vu la précédente
record-nobody = Reprise ou appareil
record-why = Raison : « { $words } »
record-note = Note : « { $words } »
record-unsaid = Non précisé
record-by-default = { $value } (par défaut)
record-n-minutes = { $minutes } min
record-theme = Thème
record-operator = Organisme
record-acts = Actes
record-support = Qui fait
record-outcome = Issue
record-impossible = Pourquoi c’est impossible
record-referred = Orienté vers
record-minutes = Durée en minutes
record-duration = Durée
record-channel = Canal
record-stop = Arrêt
record-age = Âge
record-origin = Origine
record-language = Langue
record-first = Déjà venu ?
record-first-yes = Première visite
record-first-no = Déjà venu
record-company = Accompagné ?
record-company-alone = Venu seul
record-company-family = Avec un proche
record-company-professional = Avec un professionnel
record-company-other = Avec quelqu’un d’autre
record-closed = Fin de la visite
record-correct = Corriger
record-save = Enregistrer la correction
record-withdraw = Annuler cette saisie…
record-withdraw-now = Annuler cette saisie
record-withdraw-request = La demande ne comptera plus dans les chiffres. Elle reste visible ici, barrée, avec son historique.
record-withdraw-visit = La visite et ses demandes ne compteront plus dans les chiffres. Elles restent visibles ici, barrées, avec leur historique.
record-why-label = Raison
record-why-closed = Le mois de { $month } est clos : la raison est obligatoire.
record-is-withdrawn = Cette saisie a été annulée : elle ne compte plus et ne change plus.
record-contested-words = Deux personnes ont corrigé cette saisie sans voir la correction de l’autre. La dernière compte : relisez l’historique, puis enregistrez ce qui est juste.
record-done-correction = La correction est enregistrée.
record-done-withdrawal = La saisie est annulée.
record-mark-withdrawn = Annulée
record-mark-corrected = Corrigée
record-mark-contested = À relire
record-mark-late = Arrivée après la clôture

refusal-entry-no-ticket = Cette visite n’a pas pris de numéro.
refusal-entry-ticket-not-waiting = Ce numéro n’attend plus : un autre bureau l’a appelé.
refusal-entry-ticket-not-served = Ce numéro n’est pas encore au bureau.
refusal-entry-ticket-over = Ce numéro est terminé : la personne est partie ou sa visite est finie.
refusal-entry-unknown-colleague = Cette personne n’accueille pas dans ce lieu. Choisissez quelqu’un d’autre, ou « qui sera libre ».
refusal-queue-nobody = Personne n’attend pour vous.
refusal-queue-place-closed = Ce lieu est fermé : personne n’y est plus appelé.
refusal-queue-call-unreadable = L’appel ne se lit pas : il faut dire à quel bureau. Personne n’a été appelé.
refusal-queue-too-many-lines = Cet écran suit déjà la file dans trop de fenêtres. Fermez-en, puis attendez une minute.
refusal-place-receives-nobody = Ce lieu ne reçoit pas de public : aucun numéro n’a été donné.
refusal-kiosk-unreadable = La demande de la borne ne se lit pas. Aucun numéro n’a été donné.

# The kiosk, for the team.
kiosk-team = Équipe :
kiosk-team-enrol = enrôler cette borne
kiosk-team-sign-in = ouvrir une session

# The call screen.
screen-title = Écran d’appel
screen-number = Numéro
screen-nobody = Bienvenue. Prenez un numéro à l’accueil, nous vous appelons ici.
screen-before = Déjà appelés
screen-next = Ensuite
screen-foot = Prenez un numéro à l’accueil.
screen-away = Liaison coupée : demandez à l’accueil.
screen-sound = Son des appels
screen-spoken = Numéro { $number }, { $desk }.
screen-script-needed = Cet écran a besoin de JavaScript.
screen-closed = Ce lieu est fermé définitivement.
desk-closed = Ce lieu est fermé depuis le { $date } : rien ne peut plus y être enregistré. Ce que ce poste garde d’avant part encore.
desk-closing = Ce lieu ferme définitivement le { $date } au soir.
