// @title What has an agency issued, in order?
// @graph ../graph-data/china-tech-2021.json
// @param agency: STRING = 'Cybersecurity Review Office'

MATCH (:Agency {name: $agency})-[i:ISSUED]->(x)
RETURN i.valid_from AS day, coalesce(x.title, x.name) AS what ORDER BY day;

// @expect in order
// | day        | what                                 |
// | 2021-07-04 | 'Order to take down the Didi app'    |
// | 2021-07-10 | 'Revised data security review rules' |
