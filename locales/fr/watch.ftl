# Ce que disent les commandes de la veille, et les signaux.
watch-unread = { $file }, ligne { $line } : ce n’est pas la forme attendue d’un dossier de cas.
watch-scored = { $series } séries, { $nights } nuits, { $signals } signaux en { $seconds } s.
watch-fault-date = ligne { $line } laissée de côté : « { $what } » n’est pas une date.
watch-fault-count = ligne { $line } laissée de côté : « { $what } » n’est pas un nombre de passages.
watch-fault-future = ligne { $line } laissée de côté : le { $what } n’est pas encore venu.
watch-fault-long-ago = ligne { $line } laissée de côté : le { $what } est trop ancien pour être une date juste.
watch-fault-twice = ligne { $line } laissée de côté : le { $what } a déjà son compte plus haut.
watch-more-faults = { $n ->
    [one] … et encore une ligne laissée de côté.
   *[other] … et encore { $count } lignes laissées de côté.
}
watch-nothing-read = aucune ligne de ce fichier ne donne une date et un nombre de passages. Exemple : 2026-03-02,41.
watch-days-read = { $n ->
    [one] Un jour lu,
   *[other] { $count } jours lus,
}
watch-span = du { $first } au { $last }.
watch-missing-days = { $n ->
    [one] Un jour d’ordinaire ouvert n’a pas de ligne : il est pris pour un jour fermé.
   *[other] { $count } jours d’ordinaire ouverts n’ont pas de ligne : ils sont pris pour des jours fermés.
}
watch-zeros = { $n ->
    [one] Un jour d’ordinaire ouvert compte 0 passage : il est pris comme tel, et non pour un jour fermé.
   *[other] { $count } jours d’ordinaire ouverts comptent 0 passage : ils sont pris comme tels, et non pour des jours fermés.
}
watch-no-zone = Sans zone scolaire (--zone), les vacances ne sont pas prises en compte.
watch-too-young = { $n ->
    [0] Aucun jour ouvert : il n’y a rien à dire.
    [one] Un seul jour ouvert : la veille ne dit que les pannes avant le soixantième.
   *[other] { $count } jours ouverts seulement : la veille ne dit que les pannes avant le soixantième.
}
watch-calm = Rien à signaler : aucun écart ne dépasse ce que le hasard explique.
watch-kind-spike = Bien plus de passages que prévu
watch-kind-drop = Bien moins de passages que prévu
watch-kind-outage = Rien n’a été compté
watch-kind-outage-partial = Moins de la moitié des passages attendus ont été comptés
watch-kind-shift-up = Les passages ont augmenté
watch-kind-shift-down = Les passages ont baissé
watch-kind-drift-up = Les passages augmentent peu à peu
watch-kind-drift-down = Les passages baissent peu à peu
watch-kind-emergence = Un besoin qui monte
watch-kind-weekday = Les jours de la semaine se répartissent autrement
watch-episode = { $what } (vu le { $seen }). Depuis le { $since } ({ $n ->
    [one] 1 jour ouvert
   *[other] { $n } jours ouverts
  }) : { $observed } passages pour { $expected } attendus ({ $change }).
watch-episode-weekday = { $what } (vu le { $seen }), depuis le { $since } au moins.
watch-foreseen-total = { $n ->
    [one] Au prochain jour ouvert : { $total } passages attendus.
   *[other] Sur les { $n } prochains jours ouverts : { $total } passages attendus.
}
watch-foreseen = { $day } : { $expected } (de { $low80 } à { $high80 } quatre fois sur cinq ; de { $low95 } à { $high95 } dix-neuf fois sur vingt)
