-- Begins a sum from what the ledger says, and what was added lately and is not in it. ARGV: now, force (1 or 0), frame,
-- horizon,
-- number of amounts, (at, amount)..., since, number of late amounts, (at, amount)..., rows that the ledger has counted...
-- Late amounts are what was added before `since` and is not in the ledger; what was added since then is looked at here.
-- KEYS: hash, holds, latest.
local g = { hash = KEYS[1], holds = KEYS[2] }
if ARGV[2] == '0' and redis.call('EXISTS', g.hash) == 1 then return 0 end
local i = frame(g, 3)
local horizon = tonumber(ARGV[i])

-- Pairs of time and amount from ARGV[i] on, and the index behind them.
local function pairs_at(i)
  local list, count = {}, tonumber(ARGV[i])
  for n = 1, count do list[n] = { tonumber(ARGV[i + n * 2 - 1]), tonumber(ARGV[i + n * 2]) } end
  return list, i + 1 + count * 2
end

local spent, late
spent, i = pairs_at(i + 1)
local since = ARGV[i]
late, i = pairs_at(i + 1)
local counted = {}
for at = i, #ARGV do counted[ARGV[at]] = true end
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', '(' .. int(now - horizon))
redis.call('DEL', g.hash)
g.w, g.sum, g.held, g.closed = g.from or -1, 0, 0, 0
for _, hold in ipairs(redis.call('ZRANGE', g.holds, 0, -1)) do
  g.held = g.held + tonumber(string.match(hold, '|(%d+)$'))
end
for _, entry in ipairs(spent) do add(g, entry[2], math.max(entry[1], g.w)) end
for _, entry in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], since, '+inf')) do
  local row, amount, at = string.match(entry, '^(.*)|(%d+)|(%d+)$')
  if row and not counted[row] then late[#late + 1] = { tonumber(at), tonumber(amount) } end
end
-- Their settlements may still be on the way here. They are known by then, and add nothing.
for row in pairs(counted) do redis.call('ZADD', KEYS[3], 'NX', now, row) end
redis.call('PEXPIRE', KEYS[3], horizon * 2)
table.sort(late, function(a, b) return a[1] < b[1] end)
for _, entry in ipairs(late) do add(g, entry[2], entry[1]) end
keep(g)
prolong(g)
return 1
