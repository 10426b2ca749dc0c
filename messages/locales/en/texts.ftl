duty-text = { $text }
    .short = { $text }
text-to = Hello { $name }! { $text }
text-some-name = neighbour
text-some-grid = our stairwell
text-some-community = the community
text-some-date = today
