-- The forehead's skin, which is not body temperature and has a code of its own.
alter table reading_value drop constraint reading_value_check;
alter table reading_value add constraint reading_value_coded check ((metric, loinc, unit) in (
    ('systolic', '8480-6', 'mm[Hg]'), ('diastolic', '8462-4', 'mm[Hg]'),
    ('meanPressure', '8478-0', 'mm[Hg]'), ('pulse', '8867-4', '/min'),
    ('glucose', '14743-9', 'mmol/L'), ('weight', '29463-7', 'kg'), ('height', '8302-2', 'cm'),
    ('bodyMassIndex', '39156-5', 'kg/m2'), ('bodyFat', '41982-0', '%'),
    ('oxygenSaturation', '59408-5', '%'), ('temperature', '8310-5', 'Cel'),
    ('skinTemperature', '39106-0', 'Cel')));
