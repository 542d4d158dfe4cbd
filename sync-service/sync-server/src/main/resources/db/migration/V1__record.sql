-- The district's record. A kiosk's records are numbered without gaps within an epoch, and each is
-- here exactly once: (kiosk, epoch, seq) is the key of everything that came from a kiosk.

create table kiosk (
  id            text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
  first_seen    timestamptz not null,
  last_contact  timestamptz not null,
  online        boolean,
  state_at      timestamptz,
  agent_version text check (length(agent_version) <= 64),
  devices       jsonb not null default '{}',
  check ((online is null) = (state_at is null))
);

-- through: the highest unbroken seq. highest: the highest that arrived. They differ by a gap.
create table kiosk_epoch (
  kiosk      text not null references kiosk,
  epoch      text not null check (epoch ~ '^[A-Za-z0-9._:-]{1,64}$'),
  through    bigint not null default 0,
  highest    bigint not null default 0,
  received   bigint not null default 0,
  first_seen timestamptz not null,
  last_seen  timestamptz not null,
  primary key (kiosk, epoch),
  check (0 <= through and through <= received and received <= highest)
);

create table boot (
  kiosk      text not null,
  epoch      text not null,
  boot       text not null check (boot ~ '^[A-Za-z0-9._:-]{1,64}$'),
  sealed_key text not null check (length(sealed_key) <= 4096),
  first_seen timestamptz not null,
  primary key (kiosk, epoch, boot),
  foreign key (kiosk, epoch) references kiosk_epoch
);

-- sealed is kept where the content is nowhere else: unknown kinds and what is in quarantine.
create table entry (
  kiosk         text not null,
  epoch         text not null,
  seq           bigint not null check (seq >= 1),
  boot          text not null,
  kind          text not null check (kind in ('visitBegan', 'reading', 'strayReading',
                    'visitEnded', 'kioskEvent', 'unknown', 'newer', 'broken')),
  at            timestamptz,
  clock         text check (clock in ('sync', 'unsync')),
  uptime_millis bigint check (uptime_millis >= 0),
  digest        bytea not null check (octet_length(digest) = 32),
  sealed        bytea,
  received_at   timestamptz not null,
  primary key (kiosk, epoch, seq),
  foreign key (kiosk, epoch, boot) references boot,
  check ((at is null) = (clock is null) and (at is null) = (uptime_millis is null)),
  check (kind not in ('unknown', 'newer', 'broken', 'strayReading') or sealed is not null)
);

create table resident (
  id              uuid primary key default gen_random_uuid(),
  document_type   text not null check (document_type = '01'),
  document_number text not null check (document_number ~ '^[1-9][0-9]{16}[0-9X]$'),
  name            text check (length(name) between 1 and 100),
  name_given_at   timestamptz,
  sex             smallint not null check (sex in (0, 1, 2, 9)),
  born            date not null,
  created_at      timestamptz not null,
  last_reading_at timestamptz,
  unique (document_type, document_number),
  check ((name is null) = (name_given_at is null))
);
comment on column resident.document_type is 'CV02.01.101: 01 is the identity card';
comment on column resident.sex is 'GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated';
create index resident_by_last_four on resident (right(document_number, 4));
create index resident_by_last_reading on resident (last_reading_at desc nulls last, id);

create table device (
  id     bigint generated always as identity primary key,
  kiosk  text not null references kiosk,
  model  text not null check (length(model) between 1 and 100),
  name   text not null check (length(name) between 1 and 100),
  serial text check (length(serial) <= 100),
  unique nulls not distinct (kiosk, model, name, serial)
);

-- A visit is awaited while only its readings or its end have arrived.
create table visit (
  kiosk         text not null,
  epoch         text not null,
  visit         text not null check (length(visit) between 1 and 64),
  subject       text not null default 'awaited'
                check (subject in ('awaited', 'guest', 'resident', 'unidentified')),
  resident      uuid references resident,
  token         text check (length(token) between 1 and 200),
  began_seq     bigint,
  began_at      timestamptz,
  ended_seq     bigint,
  ended_at      timestamptz,
  ended_why     text check (length(ended_why) <= 64),
  readings_told integer check (readings_told >= 0),
  primary key (kiosk, epoch, visit),
  unique (kiosk, epoch, visit, resident),
  foreign key (kiosk, epoch) references kiosk_epoch,
  foreign key (kiosk, epoch, began_seq) references entry,
  foreign key (kiosk, epoch, ended_seq) references entry,
  check ((subject = 'resident') = (resident is not null)),
  check ((subject = 'awaited') = (began_seq is null)),
  check ((began_seq is null) = (began_at is null) and (began_seq is null) = (token is null)),
  check ((ended_seq is null) = (ended_at is null) and (ended_seq is null) = (ended_why is null)
     and (ended_seq is null) = (readings_told is null))
);
create index visit_of_resident on visit (resident) where resident is not null;

-- resident repeats the visit's, so that a resident's readings are one index away; the last foreign
-- key sees to it that it is never another's.
create table reading (
  kiosk        text not null,
  epoch        text not null,
  seq          bigint not null,
  visit        text not null,
  resident     uuid,
  device       bigint not null references device,
  effective_at timestamptz not null,
  clock        text not null check (clock in ('sync', 'unsync')),
  device_time  timestamp,
  flags        text[] not null default '{}' check (flags <@ array['moved', 'cuffLoose',
                   'irregularPulse', 'fromMemory', 'deviceClockSuspect', 'fasting', 'beforeMeal',
                   'afterMeal', 'simulated']),
  received_at  timestamptz not null,
  primary key (kiosk, epoch, seq),
  foreign key (kiosk, epoch, seq) references entry,
  foreign key (kiosk, epoch, visit) references visit,
  foreign key (kiosk, epoch, visit, resident)
      references visit (kiosk, epoch, visit, resident) on update cascade
);
comment on column reading.flags is 'A control solution is no reading of a person and stays in quarantine.';
create index reading_of_resident on reading (resident, effective_at desc, kiosk, epoch, seq)
  where resident is not null;
create index reading_of_visit on reading (kiosk, epoch, visit);
create index reading_of_nobody on reading (received_at desc) where resident is null;

create table reading_value (
  kiosk      text not null,
  epoch      text not null,
  seq        bigint not null,
  metric     text not null,
  loinc      text not null,
  comparator text not null check (comparator in ('', '<', '>')),
  value      numeric not null check (value > -1000 and value < 1000),
  unit       text not null,
  primary key (kiosk, epoch, seq, metric),
  foreign key (kiosk, epoch, seq) references reading,
  check ((metric, loinc, unit) in (
    ('systolic', '8480-6', 'mm[Hg]'), ('diastolic', '8462-4', 'mm[Hg]'),
    ('meanPressure', '8478-0', 'mm[Hg]'), ('pulse', '8867-4', '/min'),
    ('glucose', '14743-9', 'mmol/L'), ('weight', '29463-7', 'kg'), ('height', '8302-2', 'cm'),
    ('bodyMassIndex', '39156-5', 'kg/m2'), ('bodyFat', '41982-0', '%'),
    ('oxygenSaturation', '59408-5', '%'), ('temperature', '8310-5', 'Cel')))
);

create table kiosk_event (
  kiosk   text not null,
  epoch   text not null,
  seq     bigint not null,
  kind    text not null check (length(kind) between 1 and 64),
  details jsonb not null,
  primary key (kiosk, epoch, seq),
  foreign key (kiosk, epoch, seq) references entry
);

-- What could not be accepted, and why. content and sealed_key are kept here only where no entry and
-- no boot holds them: a second content for a number, or a message that is no batch.
create table quarantine (
  id          bigint generated always as identity primary key,
  kiosk       text not null check (kiosk ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
  epoch       text,
  seq         bigint,
  boot        text,
  why         text not null check (length(why) between 1 and 200),
  sealed_key  text,
  content     bytea,
  bytes       integer not null check (bytes >= 0),
  digest      bytea not null check (octet_length(digest) = 32),
  received_at timestamptz not null,
  unique nulls not distinct (kiosk, epoch, seq, why, digest),
  check ((epoch is null) = (seq is null) and (epoch is null) = (boot is null))
);
create index quarantine_newest on quarantine (received_at desc, id desc);
