package org.healthhut.kiosk.clinical;

/** What a person with a very high reading is asked about; one is enough to call an ambulance. */
public enum Symptom {
  HEADACHE,
  CHEST,
  SPEECH,
  LIMBS
}
