-- Begins a sum from what the ledger says, and what was added lately and is not in it. ARGV: now, force (1 or 0), frame,
-- horizon,
-- number of amounts, (at, amount)..., rows that the ledger has counted... KEYS: hash, holds, latest.
local g = { hash = KEYS[1], holds = KEYS[2] }
if ARGV[2] == '0' and redis.call('EXISTS', g.hash) == 1 then return 0 end
local i = frame(g, 3)
local horizon, count = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
i = i + 1
local counted = {}
for at = i + 1 + count * 2, #ARGV do counted[ARGV[at]] = true end
redis.call('DEL', g.hash)
g.w, g.sum, g.held, g.closed = g.from or -1, 0, 0, 0
for _, hold in ipairs(redis.call('ZRANGE', g.holds, 0, -1)) do
  g.held = g.held + tonumber(string.match(hold, '|(%d+)$'))
end
for n = 0, count - 1 do
  add(g, tonumber(ARGV[i + 2 + n * 2]), math.max(tonumber(ARGV[i + 1 + n * 2]), g.w))
end
local late = {}
for _, entry in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
  local row, amount, at = string.match(entry, '^(.*)|(%d+)|(%d+)$')
  if row and not counted[row] then
    late[#late + 1] = { tonumber(at), tonumber(amount) }
  elseif not row and not counted[entry] then
    redis.call('ZREM', KEYS[3], entry)
  end
end
-- Their settlements may still be on the way here. They are known by then, and add nothing.
for row in pairs(counted) do redis.call('ZADD', KEYS[3], 'NX', now, row) end
redis.call('PEXPIRE', KEYS[3], horizon * 2)
table.sort(late, function(a, b) return a[1] < b[1] end)
for _, entry in ipairs(late) do add(g, entry[2], entry[1]) end
keep(g)
return 1
