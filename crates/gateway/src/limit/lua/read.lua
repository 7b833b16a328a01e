-- How gauges stand. ARGV: now, then M | S frame. KEYS as for an admission. Gives for each a list:
-- for members when each leaves; for a sum w, s, p and the units with their amounts, or nothing when it is not known.
local told = {}
local k, i = 1, 2
while i <= #ARGV do
  local list = {}
  if ARGV[i] == 'M' then
    redis.call('ZREMRANGEBYSCORE', KEYS[k], '-inf', now)
    for n, value in ipairs(redis.call('ZRANGE', KEYS[k], 0, -1, 'WITHSCORES')) do
      if n % 2 == 0 then list[#list + 1] = int(tonumber(value)) end
    end
    k, i = k + 1, i + 1
  else
    local g = { hash = KEYS[k], holds = KEYS[k + 1] }
    k, i = k + 3, frame(g, i + 1)
    if roll(g) then
      list = { int(g.w), int(g.sum), int(g.held) }
      if g.unit then
        local all = redis.call('HGETALL', g.hash)
        for n = 1, #all, 2 do
          if tonumber(all[n]) then
            list[#list + 1] = all[n]
            list[#list + 1] = all[n + 1]
          end
        end
      end
    end
  end
  told[#told + 1] = list
end
return told
