-- The diary as staff read it, appointments of every status among them: by day, and whether a
-- resource or a service is named by any.
CREATE INDEX rendez_vous_by_date ON rendez_vous (tenant_id, rdv_date, rdv_time, id);
CREATE INDEX rendez_vous_by_resource ON rendez_vous (tenant_id, resource_id, rdv_date);
CREATE INDEX rendez_vous_by_service ON rendez_vous (tenant_id, rdv_type) WHERE rdv_type IS NOT NULL;
