-- Led by the visit, this index can serve no search for one number of a kiosk. Led by kiosk and
-- epoch it did: where the tables had not been analysed since they were small, PostgreSQL checked
-- each value's foreign key by walking all the kiosk's readings.
drop index reading_of_visit;
create index reading_of_visit on reading (visit, kiosk, epoch);
drop index assessment_of_visit;
create index assessment_of_visit on assessment (visit, kiosk, epoch);
