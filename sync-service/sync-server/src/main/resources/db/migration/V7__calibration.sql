-- Readings of a device whose calibration certificate has run out are marked before it is blocked.
alter table reading drop constraint reading_flags_check,
  add constraint reading_flags_check check (flags <@ array['moved', 'cuffLoose', 'irregularPulse',
      'fromMemory', 'deviceClockSuspect', 'calibrationExpired', 'fasting', 'beforeMeal', 'afterMeal',
      'simulated']);
