// What the technician's page says: Chinese first, English second.
import {html, nothing} from '/lib/lit-html.js';

const say = (zh, en) => ({zh, en});

export const both = text => html`<span class="zh">${text.zh}</span>${text.en ? html`<span class="en">${text.en}</span>` : nothing}`;

export const words = {
  typePin: say('请输入 8 位维护密码', 'Type the 8-digit PIN'),
  asking: say('正在核对…', 'Checking'),
  wrong: left => say(`密码不对，还可以试 ${left} 次`, `Wrong PIN, ${left} more tries`),
  lockedFor: time => say(`试错太多，${time} 后再试`, `Too many tries, locked for ${time}`),
  locked: say('试错太多，已锁定 10 分钟', 'Locked for 10 minutes'),
  visiting: say('有居民正在使用，请等待结束', 'A resident is being measured'),
  shut: say('还没有设置维护密码，本页不能打开。请运行 kiosk-agent.jar pin，把结果写入 kiosk.yaml', 'No PIN is configured: run “kiosk-agent.jar pin” and put its line into kiosk.yaml'),
  away: say('程序没有回应，请稍等', 'The agent does not answer'),
  pin: say('密码是 8 位数字', 'A PIN is 8 digits'),
  back: say('返回', 'Back'),
  erase: say('删除', 'Erase'),
};

export const category = {
  'blood-pressure': '血压计', glucose: '血糖仪', weight: '体重秤', height: '身高尺', oximeter: '血氧仪', thermometer: '体温计', identity: '读卡器',
};

// word, sign and colour
export const health = {
  ready: ['good', '正常', 'Ready'],
  connecting: ['note', '正在连接', 'Connecting'],
  offline: ['bad', '没有回应', 'Not responding'],
  misconfigured: ['note', '设置不对', 'Set up wrong'],
  disabled: ['note', '已停用', 'Out of use'],
};

export const sign = {good: '✓', note: '◆', bad: '▲', 'not-told': '–'};

export const notes = {
  repair: say('正在维修，请改用其他设备或找工作人员', 'Being repaired'),
  calibration: say('正在送检，暂不能用', 'Away for calibration'),
  supplies: say('耗材用完了，请找工作人员', 'Out of supplies'),
  cleaning: say('正在清洁消毒，请稍候', 'Being cleaned'),
};

export const calibration = (of, sure) => {
  switch (of.state) {
    case 'valid': return ['good', `检定至 ${of.until}（${of.days} 天）`, `Calibrated, ${of.days} days left`];
    case 'due': return [of.days <= 7 ? 'bad' : 'note', `检定 ${of.days} 天后到期（${of.until}）`, 'Calibration due'];
    case 'marked': return ['bad', `检定已过期 ${of.days} 天，读数带标记`, 'Expired, readings are marked'];
    case 'blocked': return ['bad', `检定已过期 ${of.days} 天，设备已停用`, 'Expired, device is blocked'];
    case 'not-entered': return ['note', '未登记检定证书', 'No certificate entered'];
    default: return ['note', of.until ? `检定至 ${of.until}（时间未同步，不判断）` : '未登记检定证书', 'Clock is not sure'];
  }
};

export const checks = {
  clock: ['时间同步', 'Clock', '检查网络和 systemd-timesyncd；时间不准时读数会带标记'],
  disk: ['磁盘空间', 'Disk room', '清理磁盘或换更大的存储卡；满了就不能再测量'],
  write: ['写入延迟', 'Disk write', '建议更换存储卡；写入慢会让“已保存”变慢'],
  outbox: ['记录可读', 'Records', '有记录读不出：导出日志并联系平台，不要清空数据文件夹'],
  network: ['网络', 'Network', '检查网线、路由器和平台地址；记录先存在本机'],
  queue: ['待上传 · 最久', 'Queue', '网络恢复后自动上传；也可以按“立即上传”'],
  certificate: ['证书到期', 'Certificate', '向平台申请新证书，到期后不能上传'],
  memory: ['内存', 'Memory', '重启程序；反复出现时导出日志并联系平台'],
  temperature: ['处理器温度', 'CPU', '检查通风和风扇，远离暖气和阳光'],
  power: ['供电电压', 'Power', '更换电源或电源线，欠压会损坏存储卡'],
  browser: ['浏览器心跳', 'Browser', '重启浏览器服务'],
  configuration: ['配置日期', 'Configuration', '配置一年多没有改过，请核对是否仍然正确'],
};

export const untold = '本机不提供';

// What was found, where figures alone do not say it.
export const value = ({id, value}) => id === 'network' ? value.replace('✗', '离线').replace(' · –', '') : id === 'outbox' && value === '0' ? '全部' : value;

export const verdict = {sent: '发出', decoded: '已解', refused: '拒绝', unfinished: '未完'};
export const outcome = {passed: ['good', '✓'], failed: ['bad', '✗'], 'not-told': ['not-told', '–']};

// Who sets a device's clock: a person on the device, the kiosk when it opens the line, or when asked to.
export const clockSettings = {
  'by-hand': {who: '在设备上调 Set on the device', button: ['读时钟', 'Read clock'], done: '已重新读取；时钟要在设备上调，调好后再读一次'},
  'when-opened': {who: '连接时自动校时 Set by the kiosk', button: ['校时', 'Set clock'], done: '已重新连接并校时'},
  'on-request': {who: '按“校时”时由小屋设定 Set by the kiosk when asked', button: ['校时', 'Set clock'], done: '已要求校时：设备接好时，读完存储后设定并读回'},
};

export const refused = {
  busy: '设备正忙，请稍后再试', note: '请选择一条提示', certificate: '请输入证书编号', day: '日期不对（不能在今天之后）', until: '有效期要在检定日期之后，最长 5 年',
  lot: '请输入批号', expired: '这批试纸已经过期，不能登记', passed: '请选择质控结果', 'no-folder': '没有找到 U 盘文件夹', 'no-before': '没有上一版配置',
  disk: '没有写入磁盘，什么都没有改', 'no-device': '没有这个设备', 'clock-unsure': '本机时间未同步，没有校时', unknown: '不支持这个操作',
};

export const span = seconds => seconds < 60 ? `${seconds} 秒` : seconds < 3600 ? `${Math.floor(seconds / 60)} 分钟`
  : seconds < 86400 ? `${Math.floor(seconds / 3600)} 小时` : `${Math.floor(seconds / 86400)} 天`;

const PATHS = {
  'blood-pressure': 'M6 18h20v18H6zM26 27h6a6 6 0 0 0 6-6v-7M38 14a4 4 0 1 0 0-.1M10 27h3l2-4 3 8 2-4h2',
  glucose: 'M24 6c7 10 11 15 11 21a11 11 0 0 1-22 0c0-6 4-11 11-21zM19 29a6 6 0 0 0 5 5',
  weight: 'M8 10h32v30H8zM16 18a8 6 0 0 1 16 0zM24 18l3-4',
  height: 'M14 6v36M14 6h8M14 15h5M14 24h8M14 33h5M14 42h8M33 14v28M27 20l6-6 6 6',
  oximeter: 'M8 18h26a6 6 0 0 1 0 12H8zM8 24h10l3-4 4 8 3-4h6',
  thermometer: 'M20 8a4 4 0 0 1 8 0v20a8 8 0 1 1-8 0zM24 20v16',
  identity: 'M5 11h38v26H5zM16 24a4 4 0 1 0 0-.1M10 33c1-5 11-5 12 0M28 20h10M28 27h10',
};
export const picture = kind => html`<svg class="icon" viewBox="0 0 48 48" aria-hidden="true"><path d="${PATHS[kind] ?? PATHS.identity}"/></svg>`;
