// @title Which rules were on the table on 9 July, the day before the draft?
// @graph ../graph-data/china-tech-2021.json

AS OF date('2021-07-09')
MATCH (r:Rule) RETURN r.name AS rule, r.status AS status;

// @expect in any order
// | rule                             | status   |
// | 'Internet security review rules' | 'issued' |
