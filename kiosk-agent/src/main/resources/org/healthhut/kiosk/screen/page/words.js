// Everything the page says, Chinese first. Codes are those of the agent.

export const category = {
  'blood-pressure': {zh: '血压', en: 'Blood pressure', verb: '量血压'},
  'glucose': {zh: '血糖', en: 'Glucose', verb: '测血糖'},
  'weight': {zh: '体重', en: 'Weight', verb: '称体重'},
  'height': {zh: '身高', en: 'Height', verb: '量身高'},
  'oximeter': {zh: '血氧', en: 'Oxygen', verb: '测血氧'},
  'thermometer': {zh: '体温', en: 'Temperature', verb: '测体温'},
};

// How to begin, while nothing is on its way.
export const howTo = {
  'blood-pressure': {zh: '手臂伸进袖带，按血压计上的“开始”键', en: 'Arm in the cuff, then press Start on the monitor'},
  'glucose': {zh: '插入试纸，按血糖仪的提示采血', en: 'Insert a strip and follow the meter'},
  'weight': {zh: '脱鞋，站到秤中间，站稳不动', en: 'Shoes off, stand still on the scale'},
  'height': {zh: '脱鞋，靠柱站直，眼看前方', en: 'Shoes off, stand straight against the post'},
  'oximeter': {zh: '食指伸进指夹，放松不动', en: 'Index finger in the clip, keep still'},
  'thermometer': {zh: '额头对准感应区，不要动', en: 'Forehead to the sensor, keep still'},
};

export const metric = {
  systolic: {zh: '高压', more: '收缩压', en: 'Systolic'},
  diastolic: {zh: '低压', more: '舒张压', en: 'Diastolic'},
  meanPressure: {zh: '平均压', more: '', en: 'Mean'},
  pulse: {zh: '脉搏', more: '', en: 'Pulse'},
  glucose: {zh: '血糖', more: '', en: 'Glucose'},
  weight: {zh: '体重', more: '', en: 'Weight'},
  height: {zh: '身高', more: '', en: 'Height'},
  bodyMassIndex: {zh: '体质指数', more: '', en: 'BMI'},
  bodyFat: {zh: '体脂', more: '', en: 'Body fat'},
  oxygenSaturation: {zh: '血氧', more: '', en: 'SpO₂'},
  temperature: {zh: '体温', more: '', en: 'Temperature'},
  skinTemperature: {zh: '额头皮温', more: '不是体温', en: 'Skin, not body temperature'},
  cuffPressure: {zh: '袖带压力', more: '', en: 'Cuff pressure'},
};

export const state = {
  'waiting-for-strip': {zh: '请插入试纸', en: 'Insert a strip'},
  'waiting-for-blood': {zh: '请滴血', en: 'Apply blood'},
  'measuring': {zh: '正在测量', en: 'Measuring'},
  'stand-still': {zh: '请站稳，不要动', en: 'Stand still'},
  'step-off': {zh: '请先从秤上下来', en: 'Step off the scale'},
  'not-connected': {zh: '请接上血糖仪', en: 'Connect the meter'},
};

// What to keep to while a value is on its way.
export const meanwhile = {
  'blood-pressure': {zh: '请不要说话，不要动', en: 'Please keep still and quiet'},
  'glucose': {zh: '请稍等几秒', en: 'A few seconds'},
  'weight': {zh: '请站稳，不要动', en: 'Stand still'},
  'height': {zh: '请站直，不要动', en: 'Stand straight and still'},
  'oximeter': {zh: '手指不要动', en: 'Keep your finger still'},
  'thermometer': {zh: '请不要动', en: 'Keep still'},
};

export const kept = {
  'saving': {zh: '保存中', en: 'Saving'},
  'saved': {zh: '已保存', en: 'Saved'},
  'delivered': {zh: '已送达', en: 'Delivered'},
  'not-saved': {zh: '没有保存', en: 'Not saved'},
};

export const health = {
  offline: {zh: '请找工作人员', en: 'Ask staff'},
  connecting: {zh: '正在准备', en: 'Getting ready'},
  misconfigured: {zh: '请找工作人员', en: 'Ask staff'},
  disabled: {zh: '暂停使用', en: 'Out of use'},
};

// Nobody can begin, and why.
export const full = {zh: '本机存储已满，请联系工作人员', en: 'This kiosk has no room left. Please ask staff'};

export const mistake = {
  'shape': {zh: '号码不完整，请再看一下', en: 'The number is not complete'},
  'birth-date': {zh: '出生日期有误，请再看一下中间几位', en: 'Please check the birth date in the middle'},
  'check-character': {zh: '身份证号有误，请再看一下最后几位', en: 'Please check the last digits'},
};

// What happened and what to do: the vocabulary drivers, screens and virtual devices share.
export const fault = {
  'BP-00': {zh: '这次没有量成功', act: '请放松，再测一次', en: 'That did not work. Please try again'},
  'BP-01': {zh: '袖带有点松', act: '请重新绑紧，能塞进一个手指', en: 'Cuff is loose. Tighten it, one finger should fit'},
  'BP-02': {zh: '刚才手臂动了', act: '请放松，再测一次', en: 'Arm moved. Relax and try again'},
  'BP-03': {zh: '没有测到脉搏', act: '请把袖带移到手肘上方两指', en: 'No pulse found. Move the cuff two fingers above the elbow'},
  'BP-04': {zh: '已自动放气', act: '请休息，找工作人员', en: 'Deflated for safety. Please rest and ask staff'},
  'BP-05': {zh: '脉搏不太整齐，数值仅供参考', act: '建议请医生看看', en: 'Pulse was irregular. Please show it to a doctor'},
  'DV-01': {zh: '设备没有回应', act: '可以先测别的，或找工作人员', en: 'Device is not responding. Try another one, or ask staff'},
  'DV-02': {zh: '数据没有传好，刚才的结果没有保存', act: '请再测一次', en: 'Bad data, not saved. Please measure again'},
  'DV-03': {zh: '数值不合常理，没有保存', act: '请再测一次', en: 'Not a plausible value, not saved. Please measure again'},
  'DV-04': {zh: '设备正忙或没电了', act: '请找工作人员', en: 'Busy or low battery. Please ask staff'},
  'DV-05': {zh: '该设备正在送检，暂不能用', act: '可以先测别的', en: 'Due for calibration, not in use'},
  'DV-06': {zh: '收到一条不属于本次的旧数据，已另存', act: '不用管它，请继续', en: 'A stored reading of another visit was set aside'},
  'DV-07': {zh: '设备自检没有通过', act: '请找工作人员', en: 'The device reports a defect. Please ask staff'},
  'GL-01': {zh: '试纸不能用', act: '请换一片新试纸', en: 'The strip cannot be used. Take a new one'},
  'GL-02': {zh: '血量不够', act: '请换一片新试纸，再采一滴血', en: 'Too little blood. Take a new strip and another drop'},
  'GL-03': {zh: '设备太冷或太热', act: '请等十分钟，再测一次', en: 'The device is too cold or too hot. Wait ten minutes'},
  'OX-01': {zh: '没有夹好手指', act: '请把食指伸到底，不要动', en: 'No finger found. Put your index finger all the way in'},
  'ID-01': {zh: '没读到', act: '请把身份证平放两秒', en: 'Card not read. Lay it flat for two seconds'},
  'WT-01': {zh: '超过了秤的量程', act: '请找工作人员', en: 'More than the scale can carry. Please ask staff'},
  'WT-02': {zh: '秤还没有回零', act: '请先从秤上下来', en: 'The scale is not at zero. Please step off'},
};

export const limit = {
  above: {zh: '高于可测范围', en: 'HI, above'},
  below: {zh: '低于可测范围', en: 'LO, below'},
};

export const weekday = ['', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'];
