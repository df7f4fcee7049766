// @title Could the Didi app still be had on 3 July?
// @graph ../graph-data/china-tech-2021.json

AS OF date('2021-07-03')
MATCH (a:Product {name: 'Didi app'}) OPTIONAL MATCH (a)-[v:AVAILABLE_IN]->(p)
RETURN a.name AS app, p.name AS available_in;

// @expect in any order
// | app        | available_in |
// | 'Didi app' | 'China'      |
