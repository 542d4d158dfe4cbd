-- Of a kiosk that was blocked, as stolen, nothing is taken in until somebody unblocks it.
alter table kiosk
  add column blocked_at timestamptz,
  add column blocked_by text,
  add constraint kiosk_blocked check ((blocked_at is null) = (blocked_by is null));
