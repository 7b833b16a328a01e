-- Frees what a request has held and adds what it has used, each row once. ARGV: now, id, horizon, then
-- L member | H amount | A row amount at frame. KEYS: one for members (L); for a sum its hash, holds and latest.
-- Gives for each A the sum before and after.
local id, horizon = ARGV[2], tonumber(ARGV[3])
local moved = {}
local k, i = 1, 4
while i <= #ARGV do
  local what = ARGV[i]
  if what == 'L' then
    redis.call('ZREM', KEYS[k], ARGV[i + 1])
    k, i = k + 1, i + 2
  elseif what == 'H' then
    if redis.call('ZREM', KEYS[k + 1], id .. '|' .. ARGV[i + 1]) == 1 and redis.call('EXISTS', KEYS[k]) == 1 then
      redis.call('HINCRBY', KEYS[k], 'p', '-' .. ARGV[i + 1])
    end
    k, i = k + 3, i + 2
  else
    local g = { hash = KEYS[k], holds = KEYS[k + 1] }
    local row, amount, at, latest = ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3]), KEYS[k + 2]
    k, i = k + 3, frame(g, i + 4)
    local before, after = -1, -1
    local known = redis.call('ZSCORE', latest, row)
    if amount > 0 and redis.call('ZADD', latest, 'NX', now, row .. '|' .. int(amount) .. '|' .. int(at)) == 1 then
      local rolled = roll(g)
      if not (rolled and g.tidy and now - g.tidy < horizon / 4) then
        redis.call('ZREMRANGEBYSCORE', latest, '-inf', '(' .. int(now - horizon))
        redis.call('PEXPIRE', latest, horizon * 2)
        if rolled then redis.call('HSET', g.hash, 't', now) end
      end
      if not known and rolled then
        before = g.sum
        add(g, amount, at)
        after = g.sum
        keep(g)
      end
    end
    moved[#moved + 1] = int(before)
    moved[#moved + 1] = int(after)
  end
end
return moved
