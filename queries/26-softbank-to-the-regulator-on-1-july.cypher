// @title Was SoftBank linked to the regulator before the probe of Didi (1 July)?
// @graph ../graph-data/china-tech-2021.json

AS OF date('2021-07-01')
MATCH p = (:Company {name: 'SoftBank'})-[*1..3]->(:Agency {name: 'Cyberspace Administration of China'})
RETURN count(p) AS chains;

// @expect in any order
// | chains |
// | 0      |
