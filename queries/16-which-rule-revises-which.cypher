// @title Which rule revises which, and who issued them?
// @graph ../graph-data/china-tech-2021.json

MATCH (a)-[:ISSUED]->(new:Rule)-[:REVISES]->(old:Rule)<-[:ISSUED]-(b)
RETURN new.name AS rule, a.name AS issuer, old.name AS revises, b.name AS issued_by;

// @expect in any order
// | rule                                 | issuer                        | revises                          | issued_by            |
// | 'Revised data security review rules' | 'Cybersecurity Review Office' | 'Internet security review rules' | 'Chinese government' |
