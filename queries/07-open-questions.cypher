// @title Which questions does the article leave open?
// @graph ../graph-data/china-tech-2021.json

MATCH (:Source {key: 'tc-2021-07-20'})-[:ASKS]->(q)
RETURN q.id AS id, q.text AS question ORDER BY id;

// @expect in order
// | id   | question                                                                                |
// | 'q1' | 'What do the revised rules mean for companies that already trade in the United States?' |
// | 'q2' | 'Do the revised rules cover listings in Hong Kong?'                                     |
