-- Begins a sum from what the ledger says, and what was added lately and is not in it. ARGV: now, force (1 or 0), frame,
-- number of amounts, (at, amount)..., rows that the ledger has counted... KEYS: hash, holds, latest.
local g = { hash = KEYS[1], holds = KEYS[2] }
if ARGV[2] == '0' and redis.call('EXISTS', g.hash) == 1 then return 0 end
local i = frame(g, 3)
local count = tonumber(ARGV[i])
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
  if not counted[row] then late[#late + 1] = { tonumber(at), tonumber(amount) } end
end
table.sort(late, function(a, b) return a[1] < b[1] end)
for _, entry in ipairs(late) do add(g, entry[2], entry[1]) end
keep(g)
return 1
