-- What an operator needs to trust a fleet: each kiosk's own book, alarms, commands, corrected times.

alter table access_account drop constraint access_account_role_check;
alter table access_account add constraint access_account_role_check
  check (role in ('doctor', 'operator', 'administrator'));

-- What the kiosk last told of its own book, for the epoch account_epoch.
alter table kiosk
  add column boot          text check (length(boot) <= 64),
  add column account_epoch text check (length(account_epoch) <= 64),
  add column captured      bigint check (captured >= 0),
  add column acknowledged  bigint check (acknowledged >= 0),
  add column waiting       bigint check (waiting >= 0),
  add column lost          bigint check (lost >= 0),
  add column disk_free     bigint check (disk_free >= 0),
  add column disk_size     bigint check (disk_size >= 0),
  add column account_at    timestamptz;

-- Starts of an agent as its states tell them. heard orders them across instances, as no clock can.
create sequence kiosk_start_heard;
create table kiosk_start (
  kiosk  text not null references kiosk,
  boot   text not null check (length(boot) <= 64),
  states bigint not null check (states >= 1),
  heard  bigint not null default nextval('kiosk_start_heard'),
  primary key (kiosk, boot)
);

-- The numbers that a boot's own records were given; null before any was kept. A boot's numbers
-- follow each other: two ranges that overlap are two kiosks under one id.
alter table boot add column first_seq bigint, add column last_seq bigint;
update boot b set first_seq = r.low, last_seq = r.high from (
    select e.kiosk, e.epoch, e.boot, min(e.seq) as low, max(e.seq) as high
    from entry e
    where not exists (select from kiosk_event k where (k.kiosk, k.epoch, k.seq) =
        (e.kiosk, e.epoch, e.seq) and k.kind = 'record.lost')
    group by 1, 2, 3) r
  where (b.kiosk, b.epoch, b.boot) = (r.kiosk, r.epoch, r.boot);

-- What happens again counts up in one row until somebody has seen it; then it begins another.
create table alarm (
  id              bigint generated always as identity primary key,
  kiosk           text not null references kiosk,
  kind            text not null check (length(kind) <= 64),
  about           text not null check (length(about) <= 200),
  first_seen      timestamptz not null,
  last_seen       timestamptz not null,
  count           bigint not null default 1,
  acknowledged_by text,
  acknowledged_at timestamptz,
  check ((acknowledged_by is null) = (acknowledged_at is null))
);
create unique index alarm_open on alarm (kiosk, kind, about) where acknowledged_at is null;

-- A number is a time in milliseconds where that is greater than the number before, so that it grows
-- even after this database was restored to an older state.
create table command (
  kiosk       text not null references kiosk,
  number      bigint not null,
  kind        text not null check (length(kind) <= 64),
  jws         text not null check (length(jws) <= 131072),
  state       text not null default 'queued'
              check (state in ('queued', 'sent', 'done', 'refused', 'expired')),
  issued_by   text not null,
  issued_at   timestamptz not null,
  expires_at  timestamptz not null,
  due_at      timestamptz not null,
  sent_at     timestamptz,
  sent_count  integer not null default 0,
  answered_at timestamptz,
  reason      text check (length(reason) <= 1000),
  primary key (kiosk, number)
);
create index command_open on command (kiosk, due_at) where state in ('queued', 'sent');

-- When a boot's clock was set right: up_since + uptime is the true time of whatever happened in it.
create table clock_correction (
  kiosk         text not null,
  epoch         text not null,
  boot          text not null check (length(boot) <= 64),
  up_since      timestamptz not null,
  offset_millis bigint not null,
  primary key (kiosk, epoch, boot),
  foreign key (kiosk, epoch) references kiosk_epoch
);
alter table reading drop constraint reading_clock_check;
alter table reading add constraint reading_clock_check
  check (clock in ('sync', 'unsync', 'corrected'));
alter table reading add column told_at timestamptz;
alter table reading add constraint reading_told_check
  check ((clock = 'corrected') = (told_at is not null));
comment on column reading.told_at is 'What effective_at was before the clock correction.';
create index entry_of_boot on entry (kiosk, epoch, boot) where clock = 'unsync';
