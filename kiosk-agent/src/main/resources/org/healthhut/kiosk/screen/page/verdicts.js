// What a result is called and what to do next. Never a diagnosis and never a drug.

// The class of a result by its code; `mean` where several readings made it.
export const classed = {
  'BP-LOW': {zh: '偏低 ↓', en: 'Low ↓', more: {zh: '如头晕请坐下，告诉工作人员', en: 'If you feel dizzy, sit down and tell staff'}},
  'BP-N': {zh: '正常', en: 'Normal', more: {zh: '请继续保持', en: 'Keep it up'}},
  'BP-HN': {zh: '正常高值', en: 'High-normal', more: {zh: '少盐、多走动，三个月内再测', en: 'Less salt, more walking, measure again within three months'}},
  'BP-1': {zh: '偏高 ↑', en: 'Raised ↑', more: {zh: '本次在 1 级范围', en: 'In the grade-1 range this time'}, mean: {zh: '本次平均在 1 级范围', en: 'This mean is in the grade-1 range'}},
  'BP-2': {zh: '偏高 ↑↑', en: 'Raised ↑↑', more: {zh: '本次在 2 级范围', en: 'In the grade-2 range this time'}, mean: {zh: '本次平均在 2 级范围', en: 'This mean is in the grade-2 range'}},
  'BP-3': {zh: '明显偏高 ↑↑↑', en: 'Clearly raised ↑↑↑', more: {zh: '请坐着别走', en: 'Please stay seated'}},
  'G-LO': {zh: '偏低 ↓', en: 'Low ↓', more: {zh: '请坐下，马上告诉工作人员', en: 'Sit down and tell staff now'}},
  'G-N': {zh: '正常', en: 'Normal', more: {zh: '请继续保持', en: 'Keep it up'}},
  'G-IFG': {zh: '空腹偏高 ↑', en: 'Raised, fasting ↑', more: {zh: '建议换一天空腹再测', en: 'Measure again fasting on another day'}},
  'G-IGT': {zh: '餐后偏高 ↑', en: 'Raised after the meal ↑', more: {zh: '建议换一天再测', en: 'Measure again on another day'}},
  'G-DM': {zh: '偏高 ↑↑', en: 'Raised ↑↑', more: {zh: '建议请医生看看', en: 'Please show it to a doctor'}},
  'G-SEE': {zh: '偏高 ↑', en: 'Raised ↑', more: {zh: '建议请医生看看', en: 'Please show it to a doctor'}},
  'BMI-LOW': {zh: '偏瘦 ↓', en: 'Low for the height ↓', more: {zh: '体质指数低于 18.5', en: 'BMI below 18.5'}},
  'BMI-N': {zh: '正常', en: 'Normal', more: {zh: '体质指数 18.5 到 23.9', en: 'BMI 18.5 to 23.9'}},
  'BMI-OVER': {zh: '偏重 ↑', en: 'Above normal ↑', more: {zh: '体质指数 24.0 到 27.9', en: 'BMI 24.0 to 27.9'}},
  'BMI-OBESE': {zh: '明显偏重 ↑↑', en: 'Well above normal ↑↑', more: {zh: '体质指数 28.0 及以上', en: 'BMI 28.0 and above'}},
  'T-LOW': {zh: '偏低 ↓', en: 'Low ↓', more: {zh: '请再测一次', en: 'Please measure again'}},
  'T-N': {zh: '正常', en: 'Normal', more: {zh: '请继续保持', en: 'Keep it up'}},
  'T-1': {zh: '偏高 ↑', en: 'Raised ↑', more: {zh: '请休息，过一会儿再测', en: 'Rest and measure again later'}},
  'T-2': {zh: '偏高 ↑↑', en: 'Raised ↑↑', more: {zh: '建议请医生看看', en: 'Please show it to a doctor'}},
  'T-3': {zh: '明显偏高 ↑↑↑', en: 'Clearly raised ↑↑↑', more: {zh: '请告诉工作人员', en: 'Please tell staff'}},
  'T-4': {zh: '明显偏高 ↑↑↑', en: 'Clearly raised ↑↑↑', more: {zh: '请告诉工作人员', en: 'Please tell staff'}},
};

// For a class without words of its own.
export const levelled = {
  'low': {zh: '偏低 ↓', en: 'Low ↓', more: {zh: '如有不舒服，请告诉工作人员', en: 'If you feel unwell, tell staff'}},
  'normal': {zh: '正常', en: 'Normal', more: {zh: '请继续保持', en: 'Keep it up'}},
  'high-normal': {zh: '略高', en: 'Slightly raised', more: {zh: '请过些天再测', en: 'Measure again in some days'}},
  'grade-1': {zh: '偏高 ↑', en: 'Raised ↑', more: {zh: '请过些天再测', en: 'Measure again in some days'}},
  'grade-2': {zh: '偏高 ↑↑', en: 'Raised ↑↑', more: {zh: '建议请医生看看', en: 'Please show it to a doctor'}},
  'grade-3': {zh: '明显偏高 ↑↑↑', en: 'Clearly raised ↑↑↑', more: {zh: '请告诉工作人员', en: 'Please tell staff'}},
};

// The steps of the scale of blood pressure; the first is shown where it is meant.
export const scale = [
  ['low', {zh: '偏低', en: 'Low'}],
  ['normal', {zh: '正常', en: 'Normal'}],
  ['high-normal', {zh: '正常高值', en: 'High-normal'}],
  ['grade-1', {zh: '1级', en: 'Grade 1'}],
  ['grade-2', {zh: '2级', en: 'Grade 2'}],
  ['grade-3', {zh: '3级', en: 'Grade 3'}],
];

// Further codes of the rules that say something of their own.
export const tagged = {
  'BP-ISH': {zh: '只有高压偏高', en: 'Only the upper value is raised'},
  'BP-IDH': {zh: '只有低压偏高', en: 'Only the lower value is raised'},
  'BP-LOW-S': {zh: '高压偏低', en: 'The upper value is low'},
  'BP-LOW-D': {zh: '低压偏低', en: 'The lower value is low'},
};

// What to do next, beside what the class says already.
const another = {zh: '一次偏高不等于高血压，请换几天再来测。', en: 'One raised reading is not a diagnosis. Measure again on other days.'};
const doctor = {zh: '建议请医生看看。', en: 'Please show it to a doctor.'};
const staff = {zh: '请坐下，马上告诉工作人员。', en: 'Sit down and tell staff now.'};
export const advice = {
  'bp-normal': {zh: '每年至少量一次血压。', en: 'Measure at least once a year.'},
  'bp-grade-1': another,
  'bp-grade-2': {zh: '建议一周内找医生。', en: 'See a doctor within a week.'},
  'bp-grade-3': {zh: '请坐着别走，告诉工作人员。', en: 'Stay seated and tell staff.'},
  'not-classed': {zh: '18 岁以下不分级，请给医生看。', en: 'Not classed below eighteen. Show it to a doctor.'},
  'irregular-pulse': {zh: '脉搏不太整齐，数值仅供参考，建议请医生看看。', en: 'Irregular pulse. Please show it to a doctor.'},
  'measure-again': {zh: '请休息一会儿，再测一次。', en: 'Rest a little and measure again.'},
  'glucose-low': staff,
  'glucose-critical': staff,
  'glucose-impaired-fasting': {zh: '请换一天早上空腹再来测。', en: 'Measure again fasting, on another morning.'},
  'glucose-impaired-tolerance': {zh: '请换一天，餐后 2 小时再来测。', en: 'Measure again two hours after a meal, on another day.'},
  'glucose-diabetes-range': {zh: '一次偏高不能说明问题，建议请医生复查。', en: 'One value is not a diagnosis. Ask a doctor to check.'},
  'glucose-see-doctor': doctor,
  'glucose-random': {zh: '随机血糖不分级，空腹测更有用。', en: 'Not classed at any time of day; fasting tells more.'},
  'bmi-underweight': {zh: '饭菜吃好一些，过一个月再称。', en: 'Eat well and weigh again in a month.'},
  'bmi-overweight': {zh: '饭吃七八分饱，每天多走动。', en: 'Eat a little less and walk every day.'},
  'bmi-obese': {zh: '饭吃七八分饱，每天多走动，可以问问医生。', en: 'Eat less, walk every day and ask a doctor.'},
  'body-size': {zh: '再量一下身高和体重，就能算体质指数。', en: 'With both height and weight the BMI can be told.'},
  'oxygen-repeat': {zh: '请把手捂热，擦掉指甲油，再测一次。', en: 'Warm your hand, no nail polish, and measure again.'},
  'oxygen-see-doctor': doctor,
  'oxygen-urgent': staff,
  'skin-temperature': {zh: '额头皮温不是体温，觉得发热请用体温计。', en: 'Skin is not body temperature. Feeling hot, use a thermometer.'},
  'temperature-below-usual': {zh: '请夹紧腋下，再测一次。', en: 'Hold it firmly under the arm and measure again.'},
  'temperature-low-fever': {zh: '请多喝水，过一会儿再测。', en: 'Drink water and measure again later.'},
  'temperature-medium-fever': doctor,
  'temperature-high-fever': staff,
  'temperature-extreme-fever': staff,
};
export const selfTest = {zh: '自助测量，仅供参考。', en: 'A self-test, for your information.'};
export const selfTestOfGuest = {zh: '自助测量，仅供参考，分级只适用于成年人。', en: 'A self-test, for your information. Classes are for adults.'};

// What must be known of a result.
export const mark = {
  'single': {zh: '只有一次有效测量', en: 'Only one reading counts'},
  'restSkipped': {zh: '没有休息满 5 分钟', en: 'Not rested for 5 minutes'},
  'protocolBroken': {zh: '间隔不够，数值仅供参考', en: 'Too soon after another'},
  'unusual': {zh: '这个数值很少见', en: 'An unusual value'},
  'irregularPulse': {zh: '脉搏不太整齐，数值仅供参考', en: 'Irregular pulse'},
};

// Why a reading does not count.
export const leftOut = {
  'moved': {zh: '手臂动了', en: 'arm moved'},
  'cuffLoose': {zh: '袖带松了', en: 'cuff loose'},
  'bodyPosition': {zh: '姿势不对', en: 'posture'},
  'notLast': {zh: '取后两次', en: 'the last two count'},
};
