-- In Neovim with tool/editors/neovim.lua: findings on open, a code action
-- applied, undone, saved, closed.
local function check(what, condition)
  if not vim.wait(60000, condition, 20) then
    print('FAILED: ' .. what .. ': ' .. vim.inspect(vim.diagnostic.get()) .. '\n')
    vim.cmd('cquit')
  end
  print(what .. '\n')
end
local function findings() return #vim.diagnostic.get(0) end

check('one finding', function() return findings() == 1 end)
local found = vim.diagnostic.get(0)[1]
assert(found.source == 'stallfree' and found.lnum == 2, vim.inspect(found))
print(found.message:match('[^\n]*') .. '\n')

local params = vim.lsp.util.make_range_params()
params.range = { start = { line = 2, character = 3 }, ['end'] = { line = 2, character = 3 } }
params.context = { diagnostics = {} }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 60000)
local _, answer = next(answers)
vim.lsp.util.apply_workspace_edit(answer.result[#answer.result].edit, 'utf-16')
check('silenced', function() return findings() == 0 end)
print(vim.api.nvim_buf_get_lines(0, 2, 3, true)[1] .. '\n')
vim.cmd('undo')
check('undone', function() return findings() == 1 end)
vim.cmd('normal! Goint more;')
vim.cmd('write')
check('saved', function() return findings() == 1 end)
vim.cmd('edit other.cpp')
check('another file', function() return findings() == 1 end)
vim.cmd('bdelete')
vim.cmd('qall!')
