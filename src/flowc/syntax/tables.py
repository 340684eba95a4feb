"""Parse tables of the flow language. Written by tools/generate_tables.py; not to be edited."""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

DIGEST = '9e4baf1ec0f2a34177c90cca65bf5d5964b255decc14080452245cfe8d4f432e'

TOKEN = '[ \t\r]*+(?:(\\->|\\.\\.|\\(|\\)|,|\\-|\\.|:|=|\\{|\\})|(sips?:(?:[^\x00- \x7f;{}\\/]|\\/(?!\\/))+)|("(?!"")[^"\\\\\\n]*+(?:\\\\[^\\n][^"\\\\\\n]*+)*+")|("""[^"\\\\]*+(?:\\\\(?:[^\\n]|\\n)[^"\\\\]*+)*+(?:"(?!"")[^"\\\\]*+(?:\\\\(?:[^\\n]|\\n)[^"\\\\]*+)*+)*""")|(?:([a-z][a-z0-9_]{0,63})|([0-9]{4}-[0-9]{2}-[0-9]{2})|([0-9]{2}:[0-9]{2})|([0-9]{1,64})|([0-9]{1,18}(?:ms|s|m))|(\\+[0-9]{1,15}(?![ \t]+[0-9(]))|(\\+[0-9XZN]{1,15})|([0-9*#]{1,64})|([XZN][XZN0-9]{0,63})|([0-9*#XZN]{1,64})|([A-Z][A-Z0-9_]{0,63}))(?![0-9A-Za-z_*#])|([;\n][;\n \t\r]*+)|(\\/\\/[^\n]*+)|(\\Z)|("""[^\\n]*)|("[^\\n]*)|([^\\x00-"$-)+-/:-@\\[-^`{-\\x7f]{1,128}|[^\\n]))'
TOKEN_AFTER_OPEN_STRING = '[ \t\r]*+(?:(\\->|\\.\\.|\\(|\\)|,|\\-|\\.|:|=|\\{|\\})|(sips?:(?:[^\x00- \x7f;{}\\/]|\\/(?!\\/))+)|("(?!"")[^"\\\\\\n]*+(?:\\\\[^\\n][^"\\\\\\n]*+)*+")|((?!))|(?:([a-z][a-z0-9_]{0,63})|([0-9]{4}-[0-9]{2}-[0-9]{2})|([0-9]{2}:[0-9]{2})|([0-9]{1,64})|([0-9]{1,18}(?:ms|s|m))|(\\+[0-9]{1,15}(?![ \t]+[0-9(]))|(\\+[0-9XZN]{1,15})|([0-9*#]{1,64})|([XZN][XZN0-9]{0,63})|([0-9*#XZN]{1,64})|([A-Z][A-Z0-9_]{0,63}))(?![0-9A-Za-z_*#])|([;\n][;\n \t\r]*+)|(\\/\\/[^\n]*+)|(\\Z)|("""[^\\n]*)|("[^\\n]*)|([^\\x00-"$-)+-/:-@\\[-^`{-\\x7f]{1,128}|[^\\n]))'

IN_STRING = '((?:\\{\\{|\\}\\}))|(\\{[a-z][a-z0-9_]{0,63}\\})|(\\\\(?:["\\\\nt]|u\\{(?:0{0,2}(?![Dd][89A-Fa-f][0-9A-Fa-f]{2}\\})[0-9A-Fa-f]{1,4}|0?[1-9A-Fa-f][0-9A-Fa-f]{4}|10[0-9A-Fa-f]{4})\\}))'

SHAPES = ('', 'PUNCTUATION', 'SIP', 'STRING', 'LONG_STRING', 'NAME', 'DATE', 'TIME', 'NUMBER', 'DURATION', 'PHONE', 'PHONES', 'KEYS', 'WILD', 'PATTERN', 'WORD', 'EOL', 'COMMENT', 'END', 'OPEN_LONG_STRING', 'OPEN_STRING', 'WRONG')
PUNCTUATION = 1
SIP = 2
STRING = 3
LONG_STRING = 4
NAME = 5
DATE = 6
TIME = 7
NUMBER = 8
DURATION = 9
PHONE = 10
PHONES = 11
KEYS = 12
WILD = 13
PATTERN = 14
WORD = 15
EOL = 16
COMMENT = 17
END = 18
OPEN_LONG_STRING = 19
OPEN_STRING = 20
WRONG = 21

SHIFT_REDUCE = 1000

RULES = (
    ('some_arguments', 4, 'list_after'),
    ('passed', 2, 'action'),
    ('passed', 3, 'jump_flow'),
    ('argument', 3, 'argument_named'),
    ('outcomes', 3, 'list_next'),
    ('outcome_handler', 4, 'handler'),
    ('failed', 4, 'failed'),
    ('arguments', 2, 'list_same'),
    ('some_arguments', 2, 'list_lead'),
    ('expected', 2, 'action'),
    ('path', 3, 'path_more'),
    ('outcome_handler', 3, 'handler_block'),
    ('list', 3, 'list_next'),
    ('list', 3, 'list_two'),
    ('set', 4, 'set'),
    ('goto', 4, 'goto_flow'),
    ('failed', 3, 'failed_block'),
    ('arguments', 1, 'list_none'),
    ('argument', 1, 'argument'),
    ('use', 7, 'use'),
    ('test_line', 2, 'test_with'),
    ('test_line', 3, 'test_given'),
    ('test_line', 2, 'test_with'),
    ('expected', 1, 'action_bare'),
    ('test_line', 2, 'test_with'),
    ('outcomes', 1, 'list_first'),
    ('decide_item', 2, 'setting_words'),
    ('decide_item', 2, 'setting_words'),
    ('goto', 2, 'goto'),
    ('texts', 3, 'list_next'),
    ('action', 3, 'action_failed'),
    ('periods', 3, 'list_next'),
    ('keys', 1, 'keys'),
    ('keys', 1, 'keys'),
    ('test_line', 2, 'test_with'),
    ('body{test_line}', 2, 'body_last'),
    ('lines{test_line}', 3, 'lines_more'),
    ('path', 1, 'same'),
    ('outcome_number', 1, 'outcome_number'),
    ('outcome_number', 1, 'outcome_number'),
    ('outcome_word', 1, 'outcome_word'),
    ('outcome_text', 1, 'outcome_text'),
    ('outcome_word', 1, 'outcome_word'),
    ('body{decide_item}', 2, 'body_last'),
    ('lines{decide_item}', 3, 'lines_more'),
    ('body{gather_item}', 2, 'body_last'),
    ('lines{gather_item}', 3, 'lines_more'),
    ('unset', 2, 'unset'),
    ('statement', 1, 'action_bare'),
    ('body{statement}', 2, 'body_last'),
    ('lines{statement}', 3, 'lines_more'),
    ('target', 2, 'retry'),
    ('action', 2, 'action'),
    ('words', 2, 'list_more'),
    ('action', 2, 'action_bare_failed'),
    ('target', 3, 'jump_flow'),
    ('body{part_item}', 2, 'body_last'),
    ('lines{part_item}', 3, 'lines_more'),
    ('period', 3, 'period'),
    ('node', 5, 'node'),
    ('test_line', 1, 'test_word'),
    ('body{test_line}', 1, 'body'),
    ('test_line', 1, 'test_word'),
    ('lines{test_line}', 2, 'lines_blank'),
    ('test_line', 1, 'test_word'),
    ('test', 5, 'test'),
    ('node', 5, 'node'),
    ('node', 5, 'node'),
    ('body{decide_item}', 1, 'body'),
    ('lines{decide_item}', 2, 'lines_blank'),
    ('node', 5, 'node'),
    ('body{gather_item}', 1, 'body'),
    ('lines{gather_item}', 2, 'lines_blank'),
    ('node', 5, 'node'),
    ('body{statement}', 1, 'body'),
    ('lines{statement}', 2, 'lines_blank'),
    ('block', 3, 'block'),
    ('events', 3, 'list_next'),
    ('handler', 4, 'handler'),
    ('texts', 1, 'list_first'),
    ('target', 1, 'retry_bare'),
    ('target', 1, 'jump'),
    ('words', 1, 'list_first'),
    ('body{part_item}', 1, 'body'),
    ('lines{part_item}', 2, 'lines_blank'),
    ('part', 8, 'part'),
    ('hours_line', 2, 'hours_open'),
    ('periods', 1, 'list_first'),
    ('days', 3, 'list_next'),
    ('day', 3, 'day_range'),
    ('lines{test_line}', 0, 'lines_none'),
    ('defaults', 4, 'defaults'),
    ('lines{decide_item}', 0, 'lines_none'),
    ('lines{gather_item}', 0, 'lines_none'),
    ('handler', 3, 'handler_block'),
    ('lines{statement}', 0, 'lines_none'),
    ('hangup', 1, 'hangup'),
    ('setting', 4, 'setting_shared'),
    ('setting', 4, 'setting_range'),
    ('some_parameters', 4, 'list_after'),
    ('lines{part_item}', 0, 'lines_none'),
    ('hours_line', 2, 'hours_closed'),
    ('day', 1, 'same'),
    ('body{hours_line}', 2, 'body_last'),
    ('lines{hours_line}', 3, 'lines_more'),
    ('entry', 2, 'entry'),
    ('defaults_taken', 2, 'defaults_taken'),
    ('events', 1, 'list_first'),
    ('count', 1, 'same'),
    ('word', 1, 'same'),
    ('count', 1, 'same'),
    ('word', 1, 'same'),
    ('parameters', 2, 'list_same'),
    ('body{hours_line}', 1, 'body'),
    ('lines{hours_line}', 2, 'lines_blank'),
    ('days', 1, 'list_first'),
    ('hours', 6, 'hours'),
    ('body{flow_item}', 2, 'body_last'),
    ('lines{flow_item}', 3, 'lines_more'),
    ('event_pattern', 1, 'event_pattern'),
    ('event_pattern', 1, 'event_pattern'),
    ('event_keys', 1, 'event_keys'),
    ('event_keys', 1, 'event_keys'),
    ('event_word', 1, 'event_word'),
    ('event_word', 1, 'event_word'),
    ('setting', 1, 'setting'),
    ('setting', 2, 'setting'),
    ('body{defaults_item}', 2, 'body_last'),
    ('lines{defaults_item}', 3, 'lines_more'),
    ('parameters', 1, 'list_none'),
    ('some_parameters', 2, 'list_lead'),
    ('line_end', 2, 'nothing'),
    ('lines{hours_line}', 0, 'lines_none'),
    ('body{flow_item}', 1, 'body'),
    ('lines{flow_item}', 2, 'lines_blank'),
    ('flow', 5, 'flow'),
    ('body{defaults_item}', 1, 'body'),
    ('lines{defaults_item}', 2, 'lines_blank'),
    ('defaults_named', 5, 'defaults_named'),
    ('line_end', 0, 'nothing'),
    ('lines{flow_item}', 0, 'lines_none'),
    ('lines{defaults_item}', 0, 'lines_none'),
    ('const', 4, 'const'),
    ('import', 2, 'import'),
    ('lines{declaration}', 3, 'lines_more'),
    ('body{declaration}', 2, 'body_last'),
    ('lines{declaration}', 2, 'lines_blank'),
    ('body{declaration}', 1, 'body'),
    ('file', 1, 'file'),
    ('lines{declaration}', 0, 'lines_none'),
)

SYMBOLS = (
    '',
    'body{declaration}',
    'file',
    'lines{declaration}',
    'declaration',
    'CONST',
    'DEFAULTS',
    'FLOW',
    'HOURS',
    'IMPORT',
    'PART',
    'NAME',
    'NAME',
    'NAME',
    'NAME',
    'text',
    'NAME',
    'EQUAL',
    'LBRACE',
    'LBRACE',
    'text',
    'LPAR',
    'value',
    'body{defaults_item}',
    'lines{defaults_item}',
    'body{flow_item}',
    'lines{flow_item}',
    'LBRACE',
    'line_end',
    'parameters',
    'some_parameters',
    'defaults_item',
    'NAME',
    'ON',
    'flow_item',
    'COLLECT',
    'DECIDE',
    'DEFAULTS',
    'ENTRY',
    'MENU',
    'STEP',
    'TEST',
    'USE',
    'VOICEMAIL',
    'body{hours_line}',
    'lines{hours_line}',
    'RPAR',
    'COMMA',
    'line_end',
    'NAME',
    'NUMBER',
    'count',
    'value',
    'event',
    'events',
    'NAME',
    'NAME',
    'LBRACE',
    'NAME',
    'node',
    'NAME',
    'NAME',
    'text',
    'NAME',
    'NAME',
    'hours_line',
    'NAME',
    'day',
    'days',
    'LBRACE',
    'line_end',
    'RANGE',
    'SHARED',
    'ARROW',
    'COMMA',
    'LBRACE',
    'block',
    'LBRACE',
    'LBRACE',
    'body{defaults_item}',
    'LBRACE',
    'LBRACE',
    'LBRACE',
    'AS',
    'LBRACE',
    'MINUS',
    'COMMA',
    'TIME',
    'period',
    'periods',
    'body{part_item}',
    'lines{part_item}',
    'count',
    'NAME',
    'RETRY',
    'target',
    'event',
    'body{statement}',
    'lines{statement}',
    'body{gather_item}',
    'lines{gather_item}',
    'body{decide_item}',
    'lines{decide_item}',
    'body{gather_item}',
    'body{statement}',
    'body{test_line}',
    'lines{test_line}',
    'NAME',
    'body{gather_item}',
    'day',
    'MINUS',
    'COMMA',
    'part_item',
    'DOT',
    'ON',
    'failed',
    'word',
    'words',
    'text',
    'texts',
    'statement',
    'GOTO',
    'NAME',
    'SET',
    'UNSET',
    'gather_item',
    'decide_item',
    'NAME',
    'ON',
    'AT',
    'test_line',
    'EXPECT',
    'GIVEN',
    'HEAR',
    'PRESS',
    'LPAR',
    'period',
    'FAILED',
    'failed',
    'word',
    'COMMA',
    'NAME',
    'variable',
    'variable',
    'word',
    'list',
    'words',
    'outcome',
    'outcomes',
    'text',
    'path',
    'NAME',
    'expected',
    'path',
    'text',
    'keys',
    'arguments',
    'line_end',
    'some_arguments',
    'ARROW',
    'block',
    'text',
    'DOT',
    'EQUAL',
    'COMMA',
    'COMMA',
    'ARROW',
    'COMMA',
    'block',
    'DOT',
    'words',
    'word',
    'NAME',
    'argument',
    'passed',
    'COMMA',
    'line_end',
    'target',
    'value',
    'word',
    'word',
    'target',
    'outcome',
    'COLON',
    'DOT',
    'words',
    'line_end',
    'NAME',
    'passed',
    'argument',
)

_0: dict[int | str, int] = {18: -1, 'BROKEN': -1, 'const': -1, 'defaults': -1, 16: -1, 'flow': -1, 'hours': -1, 'import': -1, 'part': -1}
_1: dict[int | str, int] = {18: -2}
_2: dict[int | str, int] = {18: 2}
_3: dict[int | str, int] = {18: -3, 'BROKEN': 4, 'const': 5, 'defaults': 6, 16: 1003, 'flow': 7, 'hours': 8, 'import': 9, 'part': 10}
_4: dict[int | str, int] = {18: -5, 16: 1005}
_5: dict[int | str, int] = {5: 11}
_6: dict[int | str, int] = {5: 12}
_7: dict[int | str, int] = {5: 13}
_8: dict[int | str, int] = {5: 14}
_9: dict[int | str, int] = {4: 1006, 3: 1006}
_10: dict[int | str, int] = {5: 16}
_11: dict[int | str, int] = {'=': 17}
_12: dict[int | str, int] = {'{': 18}
_13: dict[int | str, int] = {'{': 19}
_14: dict[int | str, int] = {4: 20, 3: 20}
_15: dict[int | str, int] = {18: -7, 16: -7}
_16: dict[int | str, int] = {'(': 21}
_17: dict[int | str, int] = {9: 1007, 12: 1007, 4: 1007, 5: 1007, 8: 1007, 14: 1007, 10: 1007, 2: 1007, 3: 1007, 13: 1007, 15: 1007}
_18: dict[int | str, int] = {'BROKEN': -9, 16: -9, 5: -9, 'on': -9, '}': -9}
_19: dict[int | str, int] = {'BROKEN': -10, 'collect': -10, 'const': -10, 'decide': -10, 'defaults': -10, 'entry': -10, 16: -10, 'hours': -10, 'menu': -10, 5: -10, '}': -10, 'step': -10, 'test': -10, 'use': -10, 'voicemail': -10}
_20: dict[int | str, int] = {'{': 27}
_21: dict[int | str, int] = {16: -11, 5: -11, ')': -11}
_22: dict[int | str, int] = {18: -8, 16: -8, '}': -8}
_23: dict[int | str, int] = {'}': 1011}
_24: dict[int | str, int] = {'BROKEN': 31, 16: 1012, 5: 32, 'on': 33, '}': -14}
_25: dict[int | str, int] = {'}': 1014}
_26: dict[int | str, int] = {'BROKEN': 34, 'collect': 35, 'const': 5, 'decide': 36, 'defaults': 37, 'entry': 38, 16: 1015, 'hours': 8, 'menu': 39, 5: 32, '}': -17, 'step': 40, 'test': 41, 'use': 42, 'voicemail': 43}
_27: dict[int | str, int] = {'BROKEN': -18, 6: -18, 16: -18, 5: -18, '}': -18}
_28: dict[int | str, int] = {16: 1018, 5: 1019, ')': -21}
_29: dict[int | str, int] = {')': 46}
_30: dict[int | str, int] = {',': 47, 16: -11, ')': -11}
_31: dict[int | str, int] = {16: 1021, '}': -23}
_32: dict[int | str, int] = {9: 1023, 16: -25, 12: 1023, 4: 1023, 5: 49, 8: 50, 14: 1023, 10: 1023, '}': -25, 2: 1023, 3: 1023, 13: 1023, 15: 1023}
_33: dict[int | str, int] = {'incomplete': 1025, 'exhausted': 1025, 'noinput': 1025, 'nomatch': 1025, 'timeout': 1025, 'digits': 1025, 'done': 1025, 'any': 1025, 'failed': 1026, 12: 1027, 8: 1028, 14: 1029, 13: 1030}
_34: dict[int | str, int] = {16: 1031, '}': -33}
_35: dict[int | str, int] = {5: 55}
_36: dict[int | str, int] = {5: 56}
_37: dict[int | str, int] = {'{': 57, 5: 58}
_38: dict[int | str, int] = {'collect': 35, 'decide': 36, 'menu': 39, 'step': 40, 'voicemail': 43}
_39: dict[int | str, int] = {5: 60}
_40: dict[int | str, int] = {5: 61}
_41: dict[int | str, int] = {4: 62, 3: 62}
_42: dict[int | str, int] = {5: 63}
_43: dict[int | str, int] = {5: 64}
_44: dict[int | str, int] = {'}': 1033}
_45: dict[int | str, int] = {'BROKEN': 65, 6: 1034, 16: 1035, 5: 66, '}': -37}
_46: dict[int | str, int] = {'{': 69}
_47: dict[int | str, int] = {16: -11, 5: -11}
_48: dict[int | str, int] = {16: 1018, ')': -38}
_49: dict[int | str, int] = {16: -39, '..': -40, '}': -39, 'shared': -40}
_50: dict[int | str, int] = {16: -41, '..': -42, '}': -41, 'shared': -42}
_51: dict[int | str, int] = {'..': 71, 'shared': 72}
_52: dict[int | str, int] = {16: -24, '}': -24}
_53: dict[int | str, int] = {'->': -43, ',': -43, '{': -43}
_54: dict[int | str, int] = {'->': 73, ',': 74, '{': 75}
_55: dict[int | str, int] = {'{': 77}
_56: dict[int | str, int] = {'{': 78}
_57: dict[int | str, int] = {16: -44, '{': 18, '}': -44}
_58: dict[int | str, int] = {16: -45, '}': -45}
_59: dict[int | str, int] = {'{': 80}
_60: dict[int | str, int] = {'{': 81}
_61: dict[int | str, int] = {'{': 82}
_62: dict[int | str, int] = {'as': 83}
_63: dict[int | str, int] = {'{': 84}
_64: dict[int | str, int] = {16: 1045, '}': -47}
_65: dict[int | str, int] = {'closed': -48, ',': -48, '-': 85, 7: -48}
_66: dict[int | str, int] = {'closed': -35, ',': -35, 7: -35}
_67: dict[int | str, int] = {'closed': 1048, ',': 86, 7: 87}
_68: dict[int | str, int] = {'BROKEN': -50, 'collect': -50, 'const': -50, 'decide': -50, 'entry': -50, 16: -50, 'menu': -50, '}': -50, 'step': -50, 'test': -50, 'use': -50, 'voicemail': -50}
_69: dict[int | str, int] = {16: 1018, 5: 1050}
_70: dict[int | str, int] = {5: 1051, 8: 1051}
_71: dict[int | str, int] = {5: 1052}
_72: dict[int | str, int] = {'hangup': 1053, 5: 93, 'retry': 94}
_73: dict[int | str, int] = {'BROKEN': -55, 16: -55, 'goto': -55, 'hangup': -55, 5: -55, '}': -55, 'set': -55, 'unset': -55}
_74: dict[int | str, int] = {16: -56, '}': -56}
_75: dict[int | str, int] = {'BROKEN': -57, 16: -57, 5: -57, 'on': -57, '}': -57}
_76: dict[int | str, int] = {'BROKEN': -58, 16: -58, 5: -58, 'on': -58, '}': -58}
_77: dict[int | str, int] = {'}': 1058}
_78: dict[int | str, int] = {'answer': -60, 'at': -60, 'BROKEN': -60, 16: -60, 'expect': -60, 'fail': -60, 'given': -60, 'hear': -60, 'press': -60, '}': -60, 'wait': -60}
_79: dict[int | str, int] = {5: 107}
_80: dict[int | str, int] = {5: 1060}
_81: dict[int | str, int] = {6: 1061, 5: 66}
_82: dict[int | str, int] = {'-': 110}
_83: dict[int | str, int] = {',': -63, 16: -63, '}': -63}
_84: dict[int | str, int] = {',': 111, 16: -64, '}': -64}
_85: dict[int | str, int] = {'}': 1064}
_86: dict[int | str, int] = {'BROKEN': 112, 'collect': 35, 'const': 5, 'decide': 36, 'entry': 38, 16: 1065, 'menu': 39, '}': -67, 'step': 40, 'test': 41, 'use': 42, 'voicemail': 43}
_87: dict[int | str, int] = {16: -52, '}': -52}
_88: dict[int | str, int] = {'.': 113, 9: 1067, 16: -69, 4: 1067, 5: 1067, 8: 1067, 'on': 114, 10: 1067, '}': -69, 2: 1067, 3: 1067, 13: 1067, 15: 1067}
_89: dict[int | str, int] = {16: -70, 4: 1070, '}': -70, 3: 1070}
_90: dict[int | str, int] = {16: -72, '}': -72}
_91: dict[int | str, int] = {'->': -73, ',': -73, '{': -73}
_92: dict[int | str, int] = {'}': 1073}
_93: dict[int | str, int] = {'BROKEN': 120, 16: 1074, 'goto': 121, 'hangup': 1053, 5: 122, '}': -76, 'set': 123, 'unset': 124}
_94: dict[int | str, int] = {'}': 1076}
_95: dict[int | str, int] = {'BROKEN': 125, 16: 1077, 5: 32, 'on': 33, '}': -79}
_96: dict[int | str, int] = {'}': 1079}
_97: dict[int | str, int] = {'BROKEN': 126, 16: 1080, 5: 127, 'on': 128, '}': -82}
_98: dict[int | str, int] = {'}': 1082}
_99: dict[int | str, int] = {'}': 1083}
_100: dict[int | str, int] = {'}': 1084}
_101: dict[int | str, int] = {'answer': 1085, 'at': 129, 'BROKEN': 130, 16: 1086, 'expect': 131, 'fail': 1087, 'given': 132, 'hear': 133, 'press': 134, '}': -89, 'wait': 1089}
_102: dict[int | str, int] = {'(': 135}
_103: dict[int | str, int] = {'}': 1090}
_104: dict[int | str, int] = {'closed': -62, ',': -62, 7: -62}
_105: dict[int | str, int] = {7: 1091}
_106: dict[int | str, int] = {7: 87}
_107: dict[int | str, int] = {16: 1092, '}': -94}
_108: dict[int | str, int] = {5: 1094}
_109: dict[int | str, int] = {'failed': 137}
_110: dict[int | str, int] = {16: -96, '}': -96}
_111: dict[int | str, int] = {',': -68, 9: -68, 16: -68, 4: -68, 5: -68, 8: -68, 'on': -68, 10: -68, '}': -68, ')': -68, 2: -68, 3: -68, 13: -68, 15: -68}
_112: dict[int | str, int] = {9: 1096, 16: -98, 4: 1096, 5: 1096, 8: 1096, 'on': 114, 10: 1096, '}': -98, 2: 1096, 3: 1096, 13: 1096, 15: 1096}
_113: dict[int | str, int] = {',': -71, 16: -71, '}': -71}
_114: dict[int | str, int] = {',': 140, 16: -99, '}': -99}
_115: dict[int | str, int] = {16: 1099, '}': -101}
_116: dict[int | str, int] = {5: 141}
_117: dict[int | str, int] = {9: 1067, 16: -102, 4: 1067, 5: 1067, 8: 1067, 'on': 114, 10: 1067, '}': -102, 2: 1067, 3: 1067, 13: 1067, 15: 1067}
_118: dict[int | str, int] = {4: 142, 5: 142, 3: 142}
_119: dict[int | str, int] = {4: 1102, 5: 1102, 3: 1102}
_120: dict[int | str, int] = {16: 1103, '}': -105}
_121: dict[int | str, int] = {16: 1105, '}': -107}
_122: dict[int | str, int] = {9: 144, 4: 144, 5: 144, 8: 144, 10: 144, 2: 144, 3: 144, 13: 144, 15: 144}
_123: dict[int | str, int] = {'failed': 1107, 4: 1108, 5: 1109, 10: 1110, 11: 1111, 3: 1108}
_124: dict[int | str, int] = {5: 1112}
_125: dict[int | str, int] = {16: 1113, '}': -115}
_126: dict[int | str, int] = {'hangup': 1053, 5: 151}
_127: dict[int | str, int] = {4: 1115, 3: 1115}
_128: dict[int | str, int] = {12: 1116, 8: 1117}
_129: dict[int | str, int] = {9: -11, 16: -11, 'hangup': -11, 12: -11, 4: -11, 5: -11, 8: -11, 14: -11, 10: -11, ')': -11, 2: -11, 3: -11, 13: -11, 15: -11}
_130: dict[int | str, int] = {',': -119, 16: -119, '}': -119}
_131: dict[int | str, int] = {'->': 159, '{': 75}
_132: dict[int | str, int] = {16: -120, '}': -120}
_133: dict[int | str, int] = {',': -97, 9: -97, 16: -97, 4: -97, 5: -97, 8: -97, 'on': -97, 10: -97, '}': -97, ')': -97, 2: -97, 3: -97, 13: -97, 15: -97}
_134: dict[int | str, int] = {4: 1120, 3: 1120}
_135: dict[int | str, int] = {'.': 162, 16: -122, '}': -122}
_136: dict[int | str, int] = {'=': 163}
_137: dict[int | str, int] = {16: -103, '}': -103}
_138: dict[int | str, int] = {',': 164, 9: -68, 16: -68, 4: -68, 5: -68, 8: -68, 10: -68, '}': -68, 2: -68, 3: -68, 13: -68, 15: -68}
_139: dict[int | str, int] = {',': 165, 16: -123, '}': -123}
_140: dict[int | str, int] = {9: 1096, 16: -124, 4: 1096, 5: 1096, 8: 1096, 10: 1096, '}': -124, 2: 1096, 3: 1096, 13: 1096, 15: 1096}
_141: dict[int | str, int] = {'->': -125, ',': -125, '{': -125}
_142: dict[int | str, int] = {'->': 166, ',': 167, '{': 75}
_143: dict[int | str, int] = {'->': -109, ',': -109, '{': -109}
_144: dict[int | str, int] = {'.': 169, 16: -126, '}': -126}
_145: dict[int | str, int] = {9: 1067, 16: -127, 4: 1067, 5: 1067, 8: 1067, 10: 1067, '}': -127, 2: 1067, 3: 1067, 13: 1067, 15: 1067}
_146: dict[int | str, int] = {16: -128, '}': -128}
_147: dict[int | str, int] = {'.': 169, 9: 1128, 4: 1128, 5: 1128, 8: 1128, 10: 1128, 2: 1128, 3: 1128, 13: 1128, 15: 1128}
_148: dict[int | str, int] = {16: -116, '}': -116}
_149: dict[int | str, int] = {16: -130, '}': -130}
_150: dict[int | str, int] = {')': 1130}
_151: dict[int | str, int] = {9: 1131, 16: 1018, 'hangup': 1053, 12: 1131, 4: 1131, 5: 172, 8: 1131, 14: 1131, 10: 1131, ')': -133, 2: 1131, 3: 1131, 13: 1131, 15: 1131}
_152: dict[int | str, int] = {',': 175, 16: -11, ')': -11}
_153: dict[int | str, int] = {16: -134, '}': -134}
_154: dict[int | str, int] = {',': -121, 16: -121, '}': -121}
_155: dict[int | str, int] = {5: 1134}
_156: dict[int | str, int] = {9: 1135, 12: 1135, 4: 1135, 5: 1135, 8: 1135, 14: 1135, 10: 1135, 2: 1135, 3: 1135, 13: 1135, 15: 1135}
_157: dict[int | str, int] = {9: 1136, 4: 1136, 5: 1136, 8: 1136, 10: 1136, 2: 1136, 3: 1136, 13: 1136, 15: 1136}
_158: dict[int | str, int] = {9: 1137, 4: 1137, 5: 1137, 8: 1137, 10: 1137, 2: 1137, 3: 1137, 13: 1137, 15: 1137}
_159: dict[int | str, int] = {16: -139, '}': -139}
_160: dict[int | str, int] = {5: 1139}
_161: dict[int | str, int] = {9: 1096, 16: -141, 4: 1096, 5: 1096, 8: 1096, 10: 1096, '}': -141, 2: 1096, 3: 1096, 13: 1096, 15: 1096}
_162: dict[int | str, int] = {16: -129, '}': -129}
_163: dict[int | str, int] = {':': 183, ',': -39, '.': 184, 9: 1067, 16: -39, 4: 1067, 5: 1067, 8: 1067, 10: 1067, ')': -39, 2: 1067, 3: 1067, 13: 1067, 15: 1067}
_164: dict[int | str, int] = {',': -142, 16: -142, ')': -142}
_165: dict[int | str, int] = {',': -132, 16: -132, ')': -132}
_166: dict[int | str, int] = {9: -11, 16: -11, 'hangup': -11, 12: -11, 4: -11, 5: -11, 8: -11, 14: -11, 10: -11, 2: -11, 3: -11, 13: -11, 15: -11}
_167: dict[int | str, int] = {16: 1018, ')': -143}
_168: dict[int | str, int] = {16: -144, '}': -144}
_169: dict[int | str, int] = {16: -136, '}': -136}
_170: dict[int | str, int] = {',': -137, 16: -137, '}': -137}
_171: dict[int | str, int] = {',': -138, 16: -138, '}': -138}
_172: dict[int | str, int] = {16: -145, '}': -145}
_173: dict[int | str, int] = {'->': -146, ',': -146, '{': -146}
_174: dict[int | str, int] = {9: 1146, 'hangup': 1053, 12: 1146, 4: 1146, 5: 187, 8: 1146, 14: 1146, 10: 1146, 2: 1146, 3: 1146, 13: 1146, 15: 1146}
_175: dict[int | str, int] = {5: 1147}
_176: dict[int | str, int] = {',': -149, 9: 1096, 16: -149, 4: 1096, 5: 1096, 8: 1096, 10: 1096, ')': -149, 2: 1096, 3: 1096, 13: 1096, 15: 1096}
_177: dict[int | str, int] = {9: 1131, 16: 1018, 'hangup': 1053, 12: 1131, 4: 1131, 5: 172, 8: 1131, 14: 1131, 10: 1131, 2: 1131, 3: 1131, 13: 1131, 15: 1131}
_178: dict[int | str, int] = {',': -39, '.': 184, 9: 1067, 16: -39, 4: 1067, 5: 1067, 8: 1067, 10: 1067, ')': -39, 2: 1067, 3: 1067, 13: 1067, 15: 1067}
_179: dict[int | str, int] = {',': -147, 16: -147, ')': -147}
_180: dict[int | str, int] = {',': -150, 16: -150, ')': -150}
_181: dict[int | str, int] = {'body{declaration}': 1, 'file': 2, 'lines{declaration}': 3}
_182: dict[int | str, int] = {}
_183: dict[int | str, int] = {'const': 4, 'declaration': 4, 'defaults_named': 4, 'flow': 4, 'hours': 4, 'import': 4, 'part': 4}
_184: dict[int | str, int] = {'text': 15}
_185: dict[int | str, int] = {'text': 20}
_186: dict[int | str, int] = {'text': 22, 'value': 22, 'word': 22}
_187: dict[int | str, int] = {'body{defaults_item}': 23, 'lines{defaults_item}': 24}
_188: dict[int | str, int] = {'body{flow_item}': 25, 'lines{flow_item}': 26}
_189: dict[int | str, int] = {'line_end': 28, 'parameters': 29, 'some_parameters': 30}
_190: dict[int | str, int] = {'defaults_item': 31, 'handler': 31, 'setting': 31}
_191: dict[int | str, int] = {'const': 34, 'defaults': 34, 'defaults_named': 34, 'defaults_taken': 34, 'entry': 34, 'flow_item': 34, 'hours': 34, 'node': 34, 'setting': 34, 'test': 34, 'use': 34}
_192: dict[int | str, int] = {'body{hours_line}': 44, 'lines{hours_line}': 45}
_193: dict[int | str, int] = {'line_end': 48}
_194: dict[int | str, int] = {'count': 51, 'text': 52, 'value': 52, 'word': 52}
_195: dict[int | str, int] = {'event': 53, 'event_keys': 53, 'event_pattern': 53, 'event_word': 53, 'events': 54}
_196: dict[int | str, int] = {'node': 59}
_197: dict[int | str, int] = {'text': 62}
_198: dict[int | str, int] = {'day': 67, 'days': 68, 'hours_line': 65}
_199: dict[int | str, int] = {'line_end': 70}
_200: dict[int | str, int] = {'block': 76}
_201: dict[int | str, int] = {'body{defaults_item}': 79, 'lines{defaults_item}': 24}
_202: dict[int | str, int] = {'period': 88, 'periods': 89}
_203: dict[int | str, int] = {'body{part_item}': 90, 'lines{part_item}': 91}
_204: dict[int | str, int] = {'count': 92}
_205: dict[int | str, int] = {'action': 95, 'hangup': 95, 'target': 95}
_206: dict[int | str, int] = {'event': 96, 'event_keys': 96, 'event_pattern': 96, 'event_word': 96}
_207: dict[int | str, int] = {'body{statement}': 97, 'lines{statement}': 98}
_208: dict[int | str, int] = {'body{gather_item}': 99, 'lines{gather_item}': 100}
_209: dict[int | str, int] = {'body{decide_item}': 101, 'lines{decide_item}': 102}
_210: dict[int | str, int] = {'body{gather_item}': 103, 'lines{gather_item}': 100}
_211: dict[int | str, int] = {'body{statement}': 104, 'lines{statement}': 98}
_212: dict[int | str, int] = {'body{test_line}': 105, 'lines{test_line}': 106}
_213: dict[int | str, int] = {'body{gather_item}': 108, 'lines{gather_item}': 100}
_214: dict[int | str, int] = {'day': 109}
_215: dict[int | str, int] = {'const': 112, 'entry': 112, 'node': 112, 'part_item': 112, 'test': 112, 'use': 112}
_216: dict[int | str, int] = {'failed': 115, 'text': 116, 'word': 116, 'words': 117}
_217: dict[int | str, int] = {'text': 118, 'texts': 119}
_218: dict[int | str, int] = {'action': 120, 'goto': 120, 'hangup': 120, 'set': 120, 'statement': 120, 'unset': 120}
_219: dict[int | str, int] = {'gather_item': 125, 'handler': 125, 'setting': 125}
_220: dict[int | str, int] = {'decide_item': 126, 'outcome_handler': 126}
_221: dict[int | str, int] = {'test_line': 130}
_222: dict[int | str, int] = {'period': 136}
_223: dict[int | str, int] = {'failed': 138, 'text': 139, 'word': 139}
_224: dict[int | str, int] = {'text': 142, 'variable': 142}
_225: dict[int | str, int] = {'text': 143, 'variable': 143}
_226: dict[int | str, int] = {'list': 145, 'text': 144, 'word': 144, 'words': 146}
_227: dict[int | str, int] = {'outcome': 147, 'outcome_number': 147, 'outcome_text': 147, 'outcome_word': 147, 'outcomes': 148, 'text': 149}
_228: dict[int | str, int] = {'path': 150}
_229: dict[int | str, int] = {'expected': 152, 'hangup': 152}
_230: dict[int | str, int] = {'path': 153}
_231: dict[int | str, int] = {'text': 154}
_232: dict[int | str, int] = {'keys': 155}
_233: dict[int | str, int] = {'arguments': 156, 'line_end': 157, 'some_arguments': 158}
_234: dict[int | str, int] = {'block': 160}
_235: dict[int | str, int] = {'text': 161}
_236: dict[int | str, int] = {'text': 139, 'word': 139}
_237: dict[int | str, int] = {'block': 168}
_238: dict[int | str, int] = {'text': 116, 'word': 116, 'words': 170}
_239: dict[int | str, int] = {'text': 171, 'word': 171}
_240: dict[int | str, int] = {'argument': 173, 'hangup': 174, 'passed': 174, 'text': 174, 'value': 174, 'word': 174}
_241: dict[int | str, int] = {'line_end': 176}
_242: dict[int | str, int] = {'action': 177, 'hangup': 177, 'target': 177}
_243: dict[int | str, int] = {'text': 178, 'value': 178, 'word': 178}
_244: dict[int | str, int] = {'text': 179, 'word': 179}
_245: dict[int | str, int] = {'text': 180, 'word': 180}
_246: dict[int | str, int] = {'action': 181, 'hangup': 181, 'target': 181}
_247: dict[int | str, int] = {'outcome': 182, 'outcome_number': 182, 'outcome_text': 182, 'outcome_word': 182, 'text': 149}
_248: dict[int | str, int] = {'text': 116, 'word': 116, 'words': 185}
_249: dict[int | str, int] = {'line_end': 186}
_250: dict[int | str, int] = {'hangup': 188, 'passed': 188, 'text': 188, 'value': 188, 'word': 188}
_251: dict[int | str, int] = {'argument': 189, 'hangup': 174, 'passed': 174, 'text': 174, 'value': 174, 'word': 174}

ROWS: tuple[dict[int | str, int], ...] = (
    _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15,
    _16, _17, _18, _19, _20, _21, _22, _23, _24, _25, _26, _27, _28, _29, _30, _31,
    _32, _33, _34, _35, _36, _37, _38, _39, _40, _41, _42, _43, _44, _45, _46, _47,
    _48, _49, _50, _51, _52, _53, _54, _55, _56, _18, _57, _58, _59, _60, _61, _62,
    _63, _64, _65, _66, _67, _68, _69, _70, _71, _72, _33, _73, _74, _75, _76, _77,
    _75, _73, _78, _79, _75, _80, _81, _82, _83, _84, _85, _86, _87, _88, _89, _90,
    _91, _92, _93, _94, _95, _96, _97, _98, _99, _100, _101, _102, _103, _104, _105, _106,
    _107, _108, _109, _110, _111, _112, _113, _114, _115, _116, _117, _118, _119, _120, _121, _122,
    _123, _124, _125, _126, _124, _127, _128, _129, _130, _131, _132, _133, _134, _135, _136, _137,
    _138, _139, _140, _141, _142, _143, _144, _145, _146, _147, _148, _149, _150, _151, _152, _72,
    _153, _154, _155, _156, _157, _158, _72, _123, _159, _160, _161, _162, _163, _164, _165, _166,
    _167, _168, _169, _170, _171, _172, _173, _174, _175, _176, _177, _178, _179, _180,
)
GOTOS: tuple[dict[int | str, int], ...] = (
    _181, _182, _182, _183, _182, _182, _182, _182, _182, _184, _182, _182, _182, _182, _185, _182,
    _182, _186, _187, _188, _182, _189, _182, _182, _190, _182, _191, _192, _182, _182, _193, _182,
    _194, _195, _182, _182, _182, _182, _196, _182, _182, _197, _182, _182, _182, _198, _182, _199,
    _182, _182, _182, _182, _182, _182, _200, _182, _182, _201, _182, _182, _182, _182, _182, _182,
    _182, _182, _182, _182, _202, _203, _182, _204, _182, _205, _206, _207, _182, _208, _209, _182,
    _210, _211, _212, _182, _213, _182, _214, _182, _182, _182, _182, _215, _182, _216, _217, _182,
    _182, _182, _218, _182, _219, _182, _220, _182, _182, _182, _221, _182, _182, _182, _182, _222,
    _182, _182, _182, _182, _182, _223, _182, _182, _182, _182, _216, _224, _225, _182, _182, _226,
    _227, _228, _182, _229, _230, _231, _232, _233, _182, _234, _182, _182, _235, _182, _182, _182,
    _182, _182, _236, _182, _237, _182, _182, _238, _182, _239, _182, _182, _182, _240, _241, _242,
    _182, _182, _182, _243, _244, _245, _246, _247, _182, _182, _236, _182, _248, _182, _182, _249,
    _182, _182, _182, _182, _182, _182, _182, _250, _182, _236, _251, _248, _182, _182,
)
