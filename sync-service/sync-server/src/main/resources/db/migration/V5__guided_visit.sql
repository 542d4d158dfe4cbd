-- What a guided visit says beside its readings.

alter table entry drop constraint entry_kind_check;
alter table entry add constraint entry_kind_check check (kind in ('visitBegan', 'reading',
    'strayReading', 'assessed', 'consentSaid', 'takeAwayGiven', 'contactAsked', 'alertRaised',
    'staffCalled', 'visitEnded', 'kioskEvent', 'unknown', 'newer', 'broken'));
