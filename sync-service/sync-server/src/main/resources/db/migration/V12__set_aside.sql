-- What a kiosk says is in quarantine here, and what it could not read any more and has sent an event
-- for; null from a kiosk that does not tell.
alter table kiosk
  add column refused  bigint check (refused >= 0),
  add column stood_in bigint check (stood_in >= 0);
