// @title Who disputes whom?
// @graph ../graph-data/china-tech-2021.json

MATCH (a)-[:CLAIMS]->(x:Claim)-[:DISPUTES]->(y:Claim)<-[:CLAIMS]-(b)
RETURN coalesce(a.name, a.title) AS who, x.text AS says, coalesce(b.name, b.title) AS against, y.text AS claim ORDER BY x.id;

// @expect in order
// | who                | says                                          | against                     | claim                                                          |
// | 'a Didi executive' | 'Didi keeps all its China data inside China'  | 'Memo of an expert meeting' | 'data held by Didi might come under the eyes of US regulators' |
// | 'a Didi executive' | 'Didi did not hand data to the United States' | 'Memo of an expert meeting' | 'data held by Didi might come under the eyes of US regulators' |
