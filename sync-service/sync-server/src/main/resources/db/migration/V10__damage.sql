-- How many records of an epoch a kiosk could not read any more, as far as its operator was told of it:
-- the stand-ins that arrived or the kiosk's own count, whichever is more.
create table kiosk_damage (
  kiosk text not null references kiosk,
  epoch text not null check (length(epoch) <= 64),
  lost  bigint not null check (lost >= 1),
  primary key (kiosk, epoch)
);
