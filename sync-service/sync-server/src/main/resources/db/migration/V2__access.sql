-- Who may look, and who has looked.

create table access_account (
  id            bigint generated always as identity primary key,
  name          text not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{1,31}$'),
  password_hash text not null,
  role          text not null check (role in ('doctor', 'operator')),
  failures      integer not null default 0 check (failures >= 0),
  locked_until  timestamptz,
  created_at    timestamptz not null
);

create table audit_log (
  id       bigint generated always as identity primary key,
  at       timestamptz not null,
  account  text not null,
  action   text not null check (length(action) between 1 and 64),
  resident uuid references resident
);
create index audit_of_resident on audit_log (resident, at desc) where resident is not null;
create index audit_of_account on audit_log (account, at desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only added to';
end $$;

create trigger audit_log_keeps_rows before update or delete on audit_log
  for each row execute function refuse_change();
create trigger audit_log_keeps_all before truncate on audit_log
  for each statement execute function refuse_change();
revoke update, delete, truncate on audit_log from public;
