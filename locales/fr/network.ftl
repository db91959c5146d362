network-title = Le réseau
network-places = { $n ->
    [one] { $number } lieu
   *[other] { $number } lieux
}
network-associations = { $n ->
    [one] { $number } association
   *[other] { $number } associations
}
network-new-association = Association
network-new-place = Lieu
network-search = Chercher
network-search-example = Nom, commune, code postal
network-association = Association
network-all-associations = Toutes
network-department = Département
network-all-departments = Tous
network-kind = Forme
network-all-kinds = Toutes
network-kind-fixed = Lieu fixe
network-kind-outpost = Antenne
network-kind-bus = Itinérant
network-find = Chercher
network-see-all = Tout voir
network-empty = Aucun lieu pour le moment
network-empty-words = Les lieux s’ajoutent un à un, ou d’un coup par l’import d’une liste.
network-not-found = Aucun lieu ne correspond
network-not-found-words = Essayez moins de mots, ou le nom de la commune seul.
network-pages = Pages
network-previous = Précédente
network-next = Suivante
network-source = Source :
network-stage-project = En projet
network-stage-opening = Ouverture en préparation
network-stage-ramp-up = En montée
network-stage-mature = En régime établi
network-stage-closed = Fermé définitivement
network-no-hours = Horaires inconnus
network-uncertain = Horaires à confirmer
network-open = Ouvert
network-open-until = Ouvert jusqu’à { $time }
network-open-until-tomorrow = Ouvert jusqu’à demain, { $time }
network-open-until-day = Ouvert jusqu’au { $day }, { $time }
network-closed = Fermé
network-opens-at = Ouvre à { $time }
network-opens-tomorrow = Ouvre demain à { $time }
network-opens-weekday = Ouvre { $weekday } à { $time }
network-opens-day = Ouvre le { $day } à { $time }
network-at-stop = { $state } · { $stop }
network-day-closed = fermé
network-day-long = 24 h sur 24
network-to-confirm = à confirmer
