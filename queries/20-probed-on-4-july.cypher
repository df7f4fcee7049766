// @title Who was under a probe on 4 July, and who says so?
// @graph ../graph-data/china-tech-2021.json

AS OF date('2021-07-04') CITE
MATCH (c:Company)-[:PROBED_BY]->() RETURN c.name AS company;

// @expect in any order
// | company | cite              |
// | 'Didi'  | 'tc-2021-07-20#3' |
