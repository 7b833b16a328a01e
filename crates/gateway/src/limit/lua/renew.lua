-- Prolongs leases, also of what Redis has lost. ARGV: now, lease, then M member life | H id amount.
-- KEYS: one for members; for a sum its hash, holds and latest.
local lease = tonumber(ARGV[2])
local k, i = 1, 3
while i <= #ARGV do
  if ARGV[i] == 'M' then
    local life = tonumber(ARGV[i + 2])
    redis.call('ZADD', KEYS[k], now + life, ARGV[i + 1])
    redis.call('PEXPIRE', KEYS[k], life * 2)
    k, i = k + 1, i + 3
  else
    local hold = ARGV[i + 1] .. '|' .. ARGV[i + 2]
    if redis.call('ZADD', KEYS[k + 1], now + lease, hold) == 1 and redis.call('EXISTS', KEYS[k]) == 1 then
      redis.call('HINCRBY', KEYS[k], 'p', ARGV[i + 2])
    end
    redis.call('PEXPIRE', KEYS[k + 1], DAYS)
    k, i = k + 3, i + 3
  end
end
return 1
