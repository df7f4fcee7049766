// @title What exactly would trigger a review under the draft?
// @graph ../graph-data/china-tech-2021.json

MATCH (:Rule {status: 'draft'})-[:HAS_PROVISION]->(p)
RETURN p.trigger AS trigger, p.metric AS metric, p.more_than AS more_than;

// @expect in any order
// | trigger        | metric  | more_than |
// | 'overseas IPO' | 'users' | 1000000   |
