-- Checks everything, then takes everything. ARGV: now, id, lease, then for each gauge
-- M limit member life | S limit amount frame. KEYS: one for members; for a sum its hash, holds and latest.
local id, lease = ARGV[2], tonumber(ARGV[3])
local gauges, missing = {}, {}
local k, i = 1, 4
while i <= #ARGV do
  local g = { limit = tonumber(ARGV[i + 1]) }
  if ARGV[i] == 'M' then
    g.set, g.member, g.life = KEYS[k], ARGV[i + 2], tonumber(ARGV[i + 3])
    k, i = k + 1, i + 4
    redis.call('ZREMRANGEBYSCORE', g.set, '-inf', now)
    g.full = not redis.call('ZSCORE', g.set, g.member) and redis.call('ZCARD', g.set) >= g.limit
  else
    g.hash, g.holds, g.take = KEYS[k], KEYS[k + 1], tonumber(ARGV[i + 2])
    k, i = k + 3, frame(g, i + 3)
    if roll(g) then g.full = g.sum + g.held >= g.limit else missing[#missing + 1] = int(#gauges) end
  end
  gauges[#gauges + 1] = g
end
if #missing > 0 then return { 'unseeded', unpack(missing) } end
for at, g in ipairs(gauges) do
  if g.full then return { 'refused', int(at - 1) } end
end
for _, g in ipairs(gauges) do
  if g.set then
    redis.call('ZADD', g.set, now + g.life, g.member)
    redis.call('PEXPIRE', g.set, g.life * 2)
  elseif g.take > 0 and redis.call('ZADD', g.holds, now + lease, id .. '|' .. int(g.take)) == 1 then
    redis.call('HINCRBY', g.hash, 'p', int(g.take))
    if g.held == 0 then redis.call('PEXPIRE', g.holds, DAYS) end
  end
end
return { 'admitted' }
