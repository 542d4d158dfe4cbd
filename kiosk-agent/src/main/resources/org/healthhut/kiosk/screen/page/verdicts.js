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

export const advice = {
  'keep-going': {zh: '这次正常，请继续保持。', en: 'Normal this time. Keep it up.'},
  'less-salt': {zh: '少吃盐，多走动，三个月内再来测。', en: 'Less salt, more walking; measure again within three months.'},
  'another-day': {zh: '一次偏高不等于高血压，请换几天再来测。', en: 'One raised reading is not a diagnosis. Measure again on other days.'},
  'doctor-in-a-week': {zh: '建议一周内请医生看看。', en: 'See a doctor within a week.'},
  'see-doctor': {zh: '建议请医生看看。', en: 'Please show it to a doctor.'},
  'stay-seated': {zh: '请坐着别走，工作人员马上来。', en: 'Stay seated, staff are coming.'},
  'sit-if-dizzy': {zh: '如果头晕，请坐下，告诉工作人员。', en: 'If you feel dizzy, sit down and tell staff.'},
  'irregular-pulse': {zh: '脉搏不太整齐，建议请医生看看。', en: 'The pulse was irregular. Please show it to a doctor.'},
  'no-drug-change': {zh: '正在吃药的，请照医生说的吃，不要自己改。', en: 'Keep taking your medicine as your doctor said.'},
  'measure-again': {zh: '请休息一会儿，再测一次。', en: 'Rest a little and measure again.'},
  'warm-hand': {zh: '请把手捂热，休息一会儿，再测一次。', en: 'Warm your hand, rest a little and measure again.'},
  'fasting-again': {zh: '请换一天早上空腹再来测。', en: 'Measure again fasting, on another morning.'},
  'eat-something': {zh: '请坐下，马上告诉工作人员。', en: 'Sit down and tell staff now.'},
  'eat-and-walk': {zh: '饭吃七八分饱，每天多走动。', en: 'Eat a little less and walk every day.'},
  'eat-more': {zh: '饭菜吃好一些，一个月后再称。', en: 'Eat well and weigh again in a month.'},
  'self-test': {zh: '自助测量，仅供参考。', en: 'A self-test, for your information.'},
};

// What must be known of a result.
export const mark = {
  'single': {zh: '只有一次有效测量', en: 'Only one reading counts'},
  'rest-skipped': {zh: '没有休息满 5 分钟', en: 'Not rested for 5 minutes'},
  'too-soon': {zh: '和上一次间隔不到 1 分钟', en: 'Less than a minute after the one before'},
  'unusual': {zh: '数值少见，请再测一次', en: 'An unusual value, please measure again'},
  'irregular': {zh: '脉搏不太整齐，数值仅供参考', en: 'Irregular pulse'},
  'calibration-overdue': {zh: '血压计已过检定日期', en: 'The monitor is past its calibration date'},
  'clock-unsure': {zh: '时间可能不准，正在校时', en: 'Clock being checked'},
  'not-same-person': {zh: '没有记在您名下', en: 'Not kept under your name'},
  'mean': {zh: '取几次的平均', en: 'Mean of the readings'},
};

// Why a reading does not count.
export const leftOut = {
  'moved': {zh: '手臂动了', en: 'arm moved'},
  'cuff-loose': {zh: '袖带松了', en: 'cuff loose'},
  'body-position': {zh: '姿势不对', en: 'posture'},
  'unusual': {zh: '数值少见', en: 'unusual value'},
  'failed': {zh: '没有量成功', en: 'failed'},
  'earlier': {zh: '取后两次', en: 'the last two count'},
};
