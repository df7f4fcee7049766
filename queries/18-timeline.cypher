// @title Give a timeline of every dated fact.
// @graph ../graph-data/china-tech-2021.json

MATCH (a)-[r]->(b) WHERE r.valid_from IS NOT NULL
RETURN r.valid_from AS day, coalesce(a.name, a.key) AS who, type(r) AS did, coalesce(b.name, b.key, b.id) AS whom
ORDER BY day, who, did, whom;

// @expect in order
// | day        | who                              | did               | whom                                 |
// | 2020-04-01 | 'Chinese government'             | 'ISSUED'          | 'Internet security review rules'     |
// | 2020-04-01 | 'Internet security review rules' | 'DEFINES_ROLE_OF' | 'Cybersecurity Review Office'        |
// | 2021-06-30 | 'Didi'                           | 'LISTED_IN'       | 'New York'                           |
// | 2021-07-02 | 'Didi'                           | 'PROBED_BY'       | 'Cybersecurity Review Office'        |
// | 2021-07-04 | 'Cybersecurity Review Office'    | 'CLAIMS'          | 'c1'                                 |
// | 2021-07-04 | 'Cybersecurity Review Office'    | 'ISSUED'          | 'cro-order'                          |
// | 2021-07-05 | 'Boss Zhipin'                    | 'PROBED_BY'       | 'Cybersecurity Review Office'        |
// | 2021-07-05 | 'Full Truck Alliance'            | 'PROBED_BY'       | 'Cybersecurity Review Office'        |
// | 2021-07-10 | 'Cybersecurity Review Office'    | 'ISSUED'          | 'Revised data security review rules' |
