-- What a guided visit says beside its readings.

alter table entry drop constraint entry_kind_check;
alter table entry add constraint entry_kind_check check (kind in ('visitBegan', 'reading',
    'strayReading', 'assessed', 'consentSaid', 'takeAwayGiven', 'contactAsked', 'alertRaised',
    'staffCalled', 'visitEnded', 'kioskEvent', 'unknown', 'newer', 'broken'));

-- 0 from a kiosk that does not number the readings of a visit.
alter table reading add column number integer not null default 0 check (number >= 0);

-- What a kiosk derived from a visit's readings, by number. The last of a kind counts.
create table assessment (
  kiosk         text not null,
  epoch         text not null,
  seq           bigint not null,
  visit         text not null,
  kind          text not null check (length(kind) between 1 and 40),
  rules         text not null check (length(rules) between 1 and 40),
  protocol      text not null check (length(protocol) <= 64),
  classes       text[] not null,
  from_readings integer[] not null,
  left_out      integer[] not null,
  left_out_why  text[] not null,
  marks         text[] not null,
  meal          text not null check (length(meal) <= 40),
  primary key (kiosk, epoch, seq),
  foreign key (kiosk, epoch, seq) references entry,
  foreign key (kiosk, epoch, visit) references visit,
  check (cardinality(left_out) = cardinality(left_out_why))
);
create index assessment_of_visit on assessment (kiosk, epoch, visit);

create table assessment_value (
  kiosk      text not null,
  epoch      text not null,
  seq        bigint not null,
  metric     text not null,
  comparator text not null check (comparator in ('', '<', '>')),
  value      numeric not null check (value > -1000 and value < 1000),
  unit       text not null,
  primary key (kiosk, epoch, seq, metric),
  foreign key (kiosk, epoch, seq) references assessment on delete cascade
);

create table consent_said (
  kiosk   text not null,
  epoch   text not null,
  seq     bigint not null,
  visit   text not null,
  version text not null check (length(version) between 1 and 64),
  given   boolean not null,
  said_at timestamptz not null,
  primary key (kiosk, epoch, seq),
  foreign key (kiosk, epoch, seq) references entry,
  foreign key (kiosk, epoch, visit) references visit
);
create index consent_said_in_visit on consent_said (kiosk, epoch, visit);

-- What each resident said, in whatever visit they said it; the newest counts.
create view consent (resident, version, given, at) as
  select v.resident, c.version, c.given, c.said_at
  from visit v join consent_said c using (kiosk, epoch, visit)
  where v.resident is not null;

-- The code itself is nowhere: who holds it can tell its digest.
create table take_away (
  kiosk       text not null,
  epoch       text not null,
  seq         bigint not null,
  visit       text not null,
  code_digest bytea not null unique check (octet_length(code_digest) = 32),
  given_at    timestamptz not null,
  opened      integer not null default 0 check (opened between 0 and 5),
  primary key (kiosk, epoch, seq),
  foreign key (kiosk, epoch, seq) references entry,
  foreign key (kiosk, epoch, visit) references visit
);
create index take_away_of_visit on take_away (kiosk, epoch, visit);
create index take_away_by_age on take_away (given_at);

-- What somebody must look after: one state for everybody who sees it.
create table task (
  id          bigint generated always as identity primary key,
  kiosk       text not null,
  epoch       text not null,
  seq         bigint not null,
  visit       text not null,
  kind        text not null check (kind in ('contact', 'alert')),
  about       text not null check (length(about) <= 40),
  rules       text not null check (length(rules) <= 40),
  why         text not null check (length(why) <= 40),
  symptoms    text[] not null default '{}',
  readings    integer[] not null default '{}',
  raised_at   timestamptz not null,
  received_at timestamptz not null,
  handled_by  text,
  handled_at  timestamptz,
  foreign key (kiosk, epoch, seq) references entry,
  foreign key (kiosk, epoch, visit) references visit,
  unique (kiosk, epoch, seq),
  check ((handled_by is null) = (handled_at is null))
);
create unique index task_contact_once on task (kiosk, epoch, visit) where kind = 'contact';
create index task_of_visit on task (kiosk, epoch, visit);
create index task_open on task (received_at desc, id desc) where handled_at is null;
create index task_handled on task (handled_at desc) where handled_at is not null;

create table staff_call (
  kiosk     text not null,
  epoch     text not null,
  seq       bigint not null,
  code      text not null check (length(code) between 1 and 40),
  called_at timestamptz not null,
  primary key (kiosk, epoch, seq),
  foreign key (kiosk, epoch, seq) references entry
);

alter table resident add column doctor text check (length(doctor) between 1 and 50);
comment on column resident.doctor is 'The family doctor they signed with, as the kiosk shows the name.';

-- A guest's visit can be claimed; else it is reduced to guest_count. Its entries stay, so that the
-- numbering holds and a record that comes again brings nothing back.
alter table visit
  add column claimed_by text,
  add column claimed_at timestamptz,
  add column reduced_at timestamptz,
  drop constraint visit_check2,
  add constraint visit_began check ((began_seq is null) = (began_at is null)
     and (began_seq is null or reduced_at is not null) = (token is null)),
  add constraint visit_claimed check ((claimed_by is null) = (claimed_at is null)
     and (claimed_by is null or subject = 'resident')),
  add constraint visit_reduced check (reduced_at is null or subject = 'guest');
create index visit_of_guest on visit (kiosk, epoch, visit)
  where subject = 'guest' and reduced_at is null;

create table guest_count (
  day   date not null,
  kiosk text not null references kiosk,
  kind  text not null check (length(kind) between 1 and 40),
  count bigint not null check (count >= 0),
  primary key (day, kiosk, kind)
);
