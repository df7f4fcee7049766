// @title How many people use a product?
// @graph ../graph-data/china-tech-2021.json
// @param product: STRING = 'Didi app'

MATCH (:Product {name: $product})-[:HAS_MEASURE]->(m)
RETURN m.metric AS metric, m.qualifier AS qualifier, m.value AS value;

// @expect in any order
// | metric         | qualifier | value     |
// | 'annual users' | 'nearly'  | 500000000 |
