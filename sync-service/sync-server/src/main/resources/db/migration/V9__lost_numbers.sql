-- A number that its kiosk no longer has and that an operator has given up: an entry without a start
-- and without content. When the record comes after all, it takes the place of this row.
alter table entry
  alter column boot drop not null,
  alter column digest drop not null,
  drop constraint entry_kind_check,
  add constraint entry_kind_check check (kind in ('visitBegan', 'reading', 'strayReading',
      'assessed', 'consentSaid', 'takeAwayGiven', 'contactAsked', 'alertRaised', 'staffCalled',
      'visitEnded', 'kioskEvent', 'unknown', 'newer', 'broken', 'lost')),
  add constraint entry_lost check ((kind = 'lost') = (boot is null)
      and (kind = 'lost') = (digest is null));

-- received counts what is here, lost what was given up; both are numbers that are answered for.
alter table kiosk_epoch
  add column lost bigint not null default 0 check (lost >= 0),
  drop constraint kiosk_epoch_check,
  add constraint kiosk_epoch_check check (0 <= through and 0 <= received
      and through <= received + lost and received + lost <= highest);

-- Long enough for a kiosk, its epoch and two numbers.
alter table audit_log
  drop constraint audit_log_action_check,
  add constraint audit_log_action_check check (length(action) between 1 and 200);
