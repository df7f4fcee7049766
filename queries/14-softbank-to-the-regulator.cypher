// @title How is a company connected with an agency?
// @graph ../graph-data/china-tech-2021.json
// @param company: STRING = 'SoftBank'
// @param agency: STRING = 'Cyberspace Administration of China'

MATCH p = (:Company {name: $company})-[*1..3]->(:Agency {name: $agency})
RETURN [n IN nodes(p) | n.name] AS chain, length(p) AS hops ORDER BY chain;

// @expect in order
// | chain                                                                                                    | hops |
// | ['SoftBank', 'Didi', 'Cybersecurity Review Office', 'Cyberspace Administration of China']                | 3    |
// | ['SoftBank', 'Full Truck Alliance', 'Cybersecurity Review Office', 'Cyberspace Administration of China'] | 3    |
