// @title How much did the listing of a company raise, when and where?
// @graph ../graph-data/china-tech-2021.json
// @param company: STRING = 'Didi'

MATCH (:Company {name: $company})-[l:LISTED_IN]->(p)
RETURN p.name AS place, l.valid_from AS day, l.raised_usd AS raised_usd;

// @expect in any order
// | place      | day        | raised_usd |
// | 'New York' | 2021-06-30 | 4000000000 |
