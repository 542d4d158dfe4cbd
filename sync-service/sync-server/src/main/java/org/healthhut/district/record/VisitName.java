package org.healthhut.district.record;

/** Which visit: its random id is drawn by a kiosk within an epoch. */
record VisitName(String kiosk, String epoch, String visit) {}
