/**
 * What numbers measured by a person alone at a kiosk mean, as far as a kiosk may say: classes,
 * repeats, calls for help. Never a diagnosis and never a drug. The rules are those of one dated
 * rule set, {@link org.healthhut.kiosk.clinical.RuleSet#ID}, for adults in mainland China.
 *
 * <p>All of it is functions of values: {@link org.healthhut.kiosk.clinical.Session} averages the
 * cuff's {@link org.healthhut.kiosk.clinical.Inflation inflations} and says what comes next, {@link
 * org.healthhut.kiosk.clinical.Alerts} looks at each raw value, {@link
 * org.healthhut.kiosk.clinical.BloodPressure} and its neighbours class what is shown. {@link
 * org.healthhut.kiosk.clinical.Unusual} and {@link org.healthhut.kiosk.clinical.SamePerson} ask for
 * a second look.
 */
@NullMarked
package org.healthhut.kiosk.clinical;

import org.jspecify.annotations.NullMarked;
