-- prospects: the order of a list by score.
CREATE INDEX prospects_by_score ON prospects (tenant_id, qualification_score, id);
