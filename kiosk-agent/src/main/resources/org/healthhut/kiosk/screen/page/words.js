// What the page says of devices, values and faults, Chinese first. Codes are those of the agent.

export const kind = {
  'blood-pressure': {zh: '血压', en: 'Blood pressure', verb: '量血压'},
  'glucose': {zh: '血糖', en: 'Glucose', verb: '测血糖'},
  'weight': {zh: '体重', en: 'Weight', verb: '称体重'},
  'height': {zh: '身高', en: 'Height', verb: '量身高'},
  'oximeter': {zh: '血氧', en: 'Oxygen', verb: '测血氧'},
  'thermometer': {zh: '体温', en: 'Temperature', verb: '测体温'},
};

// What to do with the device, while it waits.
export const howTo = {
  'glucose': {zh: '请插入试纸', en: 'Insert a test strip'},
  'weight': {zh: '请脱鞋，站到秤中间', en: 'Shoes off, stand on the scale'},
  'height': {zh: '请脱鞋，靠柱站直', en: 'Shoes off, stand against the post'},
  'oximeter': {zh: '请把食指伸进指夹', en: 'Put your index finger in the clip'},
  'thermometer': {zh: '请把额头对准感应区', en: 'Hold your forehead to the sensor'},
};

export const more = {
  'glucose': {zh: '采血请由工作人员协助', en: 'Staff will help you take the drop of blood'},
  'weight': {zh: '站稳不动，两秒钟就好', en: 'Stand still for two seconds'},
  'height': {zh: '眼睛看前方，站直不动', en: 'Look straight ahead and stand still'},
  'oximeter': {zh: '手放松，指甲朝上，不要动', en: 'Relax your hand, nail up, keep still'},
  'thermometer': {zh: '把头发拨开，不要动', en: 'Hair aside, keep still'},
};

export const state = {
  'waiting-for-strip': {zh: '请插入试纸', en: 'Insert a test strip'},
  'waiting-for-blood': {zh: '请滴血', en: 'Apply the drop of blood'},
  'measuring': {zh: '正在测量', en: 'Measuring'},
  'stand-still': {zh: '请站稳，不要动', en: 'Stand still'},
  'step-off': {zh: '请先从秤上下来', en: 'Please step off the scale'},
  'not-connected': {zh: '请接上血糖仪', en: 'Connect the meter'},
};

export const metric = {
  systolic: {zh: '高压', more: '收缩压', en: 'Systolic'},
  diastolic: {zh: '低压', more: '舒张压', en: 'Diastolic'},
  meanPressure: {zh: '平均压', en: 'Mean pressure'},
  pulse: {zh: '脉搏', en: 'Pulse'},
  glucose: {zh: '血糖', en: 'Glucose'},
  weight: {zh: '体重', en: 'Weight'},
  height: {zh: '身高', en: 'Height'},
  bodyMassIndex: {zh: '体质指数', en: 'BMI'},
  bodyFat: {zh: '体脂', en: 'Body fat'},
  oxygenSaturation: {zh: '血氧', en: 'Oxygen'},
  temperature: {zh: '体温', en: 'Temperature'},
  skinTemperature: {zh: '额头皮温', more: '不是体温', en: 'Skin, not body'},
  cuffPressure: {zh: '袖带压力', en: 'Cuff pressure'},
};

// What each kind is measured for; the rest of its numbers stands beside it, smaller.
export const main = {
  'blood-pressure': ['systolic', 'diastolic'],
  'glucose': ['glucose'],
  'weight': ['weight'],
  'height': ['height'],
  'oximeter': ['oxygenSaturation'],
  'thermometer': ['temperature', 'skinTemperature'],
};

export const limit = {
  above: {zh: '高于可测范围', en: 'HI: above'},
  below: {zh: '低于可测范围', en: 'LO: below'},
};

export const health = {
  ready: {zh: '可以测', en: 'Ready'},
  connecting: {zh: '正在准备', en: 'Getting ready'},
  offline: {zh: '请找工作人员', en: 'Ask staff'},
  misconfigured: {zh: '请找工作人员', en: 'Ask staff'},
  disabled: {zh: '暂停使用', en: 'Out of use'},
};

// Why a device is out of use: what staff chose on the service page, or what the kiosk found.
const notices = {
  'repair': {zh: '正在维修', en: 'Being repaired'},
  'calibration': {zh: '正在送检', en: 'Away for checking'},
  'supplies': {zh: '耗材用完了', en: 'Out of supplies'},
  'cleaning': {zh: '正在清洁', en: 'Being cleaned'},
  'DV-05': {zh: '正在送检', en: 'Away for checking'},
  'GL-01': {zh: '试纸待更换', en: 'Waits for new strips'},
};

/** How a device of a kind stands; staff may have written words of their own. */
export const stands = ({health: how, notice}) => notice === undefined || how === 'ready' ? health[how] ?? health.offline
  : notices[notice] ?? {zh: notice, en: health[how]?.en ?? ''};

export const kept = {
  'saving': {zh: '保存中', en: 'Saving'},
  'saved': {zh: '已保存', en: 'Saved'},
  'delivered': {zh: '已送达', en: 'Delivered'},
  'not-saved': {zh: '没有保存', en: 'Not saved'},
};

export const mistake = {
  'shape': {zh: '号码不完整，请再看一下', en: 'The number is not complete'},
  'birth-date': {zh: '出生日期有误，请再看一下中间几位', en: 'Please check the birth date in the middle'},
  'check-character': {zh: '身份证号有误，请再看一下最后几位', en: 'Please check the last digits'},
};

export const meal = {
  'fasting': {zh: '空腹', en: 'Fasting', more: {zh: '8 小时以上没吃东西', en: 'Nothing for 8 hours or more'}},
  'after-meal': {zh: '餐后2小时', en: '2 hours after a meal', more: {zh: '从吃第一口饭算起', en: 'From the first bite'}},
  'random': {zh: '随机', en: 'Any other time', more: {zh: '其他时间，或记不清', en: 'Or when you are not sure'}},
};

const chest = {zh: '胸痛、胸闷', en: 'Chest pain'};
const limbs = {zh: '手脚无力', en: 'Weak arm or leg'};
export const symptom = {
  'chest': chest,
  'limbs': limbs,
  'headache': {zh: '剧烈头痛', en: 'Severe headache'},
  'speech': {zh: '说话不清', en: 'Unclear speech'},
};

// How a device is called that measures a kind.
export const device = {
  'blood-pressure': '血压计', 'glucose': '血糖仪', 'weight': '体重秤', 'height': '身高仪', 'oximeter': '血氧仪', 'thermometer': '体温计',
};

// What happened and what to do: the vocabulary drivers, screens and virtual devices share.
const ask = {zh: '请找工作人员', en: 'Please ask staff'};
const again = {zh: '请再测一次', en: 'Please measure again'};
const other = {zh: '可以先测别的', en: 'You can measure something else first'};
export const fault = {
  'BP-00': {zh: '这次没有量成功', en: 'That did not work', act: {zh: '请放松，再测一次', en: 'Relax and try again'}},
  'BP-01': {zh: '袖带有点松', en: 'Cuff is loose', act: {zh: '请重新绑紧，能塞进一个手指', en: 'Tighten it, one finger should fit'}},
  'BP-02': {zh: '刚才手臂动了', en: 'Arm moved', act: {zh: '请放松再测一次', en: 'Relax and try again'}},
  'BP-03': {zh: '没有测到脉搏', en: 'No pulse detected', act: {zh: '请把袖带移到手肘上方两指', en: 'Move the cuff two fingers above the elbow'}},
  'BP-04': {zh: '已自动放气', en: 'Deflated for safety', act: {zh: '请休息，找工作人员', en: 'Please rest and ask staff'}},
  'BP-05': {zh: '脉搏不太整齐，数值仅供参考', en: 'Irregular pulse', act: {zh: '建议请医生看看', en: 'Please show it to a doctor'}},
  'DV-01': {zh: '设备没有回应', en: 'Not responding', act: {zh: '工作人员已收到通知，可以先测别的', en: 'Staff has been told. You can measure something else first'}},
  'DV-02': {zh: '数据没有传好，刚才的结果没有保存', en: 'Bad data, not saved', act: again},
  'DV-03': {zh: '数值不合常理，没有保存', en: 'Out of plausible range, not saved', act: again},
  'DV-04': {zh: '设备正忙或没电了', en: 'Busy or low battery', act: ask},
  'DV-05': {zh: '该设备正在送检，暂不能用', en: 'Due for calibration', act: other},
  'DV-06': {zh: '收到一条不属于本次的旧数据，已另存', en: 'A stored reading of another time was set aside', act: {zh: '不用管它，请继续', en: 'Nothing to do, please go on'}},
  'DV-07': {zh: '设备自检没有通过', en: 'The device reports a defect', act: ask},
  'GL-01': {zh: '试纸不能用', en: 'The strip cannot be used', act: {zh: '请换一片新试纸', en: 'Take a new strip'}},
  'GL-02': {zh: '血量不够', en: 'Too little blood', act: {zh: '请换一片新试纸，再采一滴血', en: 'Take a new strip and another drop'}},
  'GL-03': {zh: '设备太冷或太热', en: 'Too cold or too hot', act: {zh: '请等十分钟，再测一次', en: 'Wait ten minutes and try again'}},
  'OX-01': {zh: '没有夹好手指', en: 'No finger found', act: {zh: '请把食指伸到底，不要动', en: 'Put your index finger all the way in'}},
  'WT-01': {zh: '超过了秤的量程', en: 'More than the scale can carry', act: ask},
  'WT-02': {zh: '秤还没有回零', en: 'The scale is not at zero', act: {zh: '请先从秤上下来', en: 'Please step off'}},
  'NW-03': {zh: '时间可能不准，正在校时', en: 'Clock being checked', act: {zh: '请继续测量', en: 'Please go on'}},
  'ID-01': {zh: '没读到身份证', en: 'Card not read', act: {zh: '请把身份证平放 2 秒', en: 'Lay it flat for two seconds'}},
  'ID-02': {zh: '这个码不能用来登记', en: 'This code cannot sign you in', act: {zh: '请换一种办法', en: 'Please choose another way'}},
  'PR-01': {zh: '打印纸用完了', en: 'Out of paper', act: {zh: '可以扫码带走', en: 'You can scan the code'}},
};
export const unknownFault = {zh: '这次没有成功', en: 'That did not work', act: ask};

export const weekday = [
  {zh: '', en: ''}, {zh: '星期一', en: 'Monday'}, {zh: '星期二', en: 'Tuesday'}, {zh: '星期三', en: 'Wednesday'},
  {zh: '星期四', en: 'Thursday'}, {zh: '星期五', en: 'Friday'}, {zh: '星期六', en: 'Saturday'}, {zh: '星期日', en: 'Sunday'},
];
export const MONTHS = ['', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
