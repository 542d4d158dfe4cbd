-- What a kiosk last told of its line to the district and of the room on its disk. An empty line is
-- an agent's that does not tell.
alter table kiosk
  add column line text not null default '' check (length(line) <= 64),
  add column room text not null default '' check (length(room) <= 64);
