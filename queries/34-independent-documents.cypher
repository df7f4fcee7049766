// @title To how many independent documents do all sources lead back?
// @graph ../graph-data/china-tech-2021.json

MATCH (root:Source)-[:CITES*0..5]->(s:Source) WHERE NOT (root)<-[:CITES]-()
RETURN root.key AS root, count(DISTINCT s) AS sources;

// @expect in any order
// | root            | sources |
// | 'tc-2021-07-20' | 5       |
