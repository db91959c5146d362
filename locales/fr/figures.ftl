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
figures-channel = Contact
figures-age = Âge
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
refusal-figures-unknown-value = « { $value } » n’est pas une valeur de « { $name } ». Celles qui conviennent : { $allowed }.
refusal-figures-unknown-filter = « { $value } » ne désigne rien dans « { $label } » : ce filtre n’est pas appliqué.
refusal-figures-no-such-day = « { $value } » n’est pas un jour pour « { $name } » : écrivez année, mois, jour, comme 2026-11-24.
refusal-figures-unknown-parameter = Le paramètre « { $name } » n’existe pas. Ceux qui existent : { $known }.
refusal-figures-too-many-groups = Cette question donnerait trop de lignes. Réduisez la période ou choisissez une coupe moins fine.
refusal-figures-cut-twice = Les deux coupes sont les mêmes. Gardez-en une seule.
refusal-figures-two-cuts = Deux coupes au plus.
refusal-figures-visits-have-none = Les visites ne se coupent pas selon « { $name } » : seules les demandes en ont un. Demandez measure=requests.
