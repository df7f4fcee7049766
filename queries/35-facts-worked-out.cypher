// @title Which facts are worked out rather than stated?
// @graph ../graph-data/china-tech-2021.json

MATCH (a)-[r]->(b) WHERE r.derived = true OR r.inferred = true
RETURN coalesce(a.name, a.key, a.id) AS who, type(r) AS did, coalesce(b.name, b.key, b.id) AS whom ORDER BY did, who;

// @expect in order
// | who                           | did            | whom        |
// | 'Didi app'                    | 'AVAILABLE_IN' | 'China'     |
// | 'Alibaba'                     | 'BASED_IN'     | 'China'     |
// | 'Boss Zhipin'                 | 'BASED_IN'     | 'China'     |
// | 'ByteDance'                   | 'BASED_IN'     | 'China'     |
// | 'Full Truck Alliance'         | 'BASED_IN'     | 'China'     |
// | 'Cybersecurity Review Office' | 'CLAIMS'       | 'c1'        |
// | 'c4'                          | 'DISPUTES'     | 'c3'        |
// | 'c5'                          | 'DISPUTES'     | 'c3'        |
// | 'Cybersecurity Review Office' | 'ISSUED'       | 'cro-order' |
// | 'Didi'                        | 'LISTED_IN'    | 'New York'  |
