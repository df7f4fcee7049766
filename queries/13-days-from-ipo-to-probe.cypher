// @title How many days lay between the listing of a company and its probe?
// @graph ../graph-data/china-tech-2021.json
// @param company: STRING = 'Didi'

MATCH (d:Company {name: $company})-[l:LISTED_IN]->(), (d)-[p:PROBED_BY]->()
RETURN duration.inDays(l.valid_from, p.valid_from).days AS days;

// @expect in any order
// | days |
// | 2    |
