"""Parse tables of the flow language. Written by tools/generate_tables.py; not to be edited."""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

DIGEST = '4fd918b6d4625f3df60ffae3f91af16f69d558158469d4a1097aab754ae2d7e0'

TOKEN = '[ \t\r]*+(?:(\\->|\\.\\.|,|\\.|=|\\{|\\})|(sips?:(?:[^\x00- \x7f;{}\\/]|\\/(?!\\/))+)|("(?!"")[^"\\\\\\n]*+(?:\\\\[^\\n][^"\\\\\\n]*+)*+")|("""[^"\\\\]*+(?:\\\\(?:[^\\n]|\\n)[^"\\\\]*+)*+(?:"(?!"")[^"\\\\]*+(?:\\\\(?:[^\\n]|\\n)[^"\\\\]*+)*+)*""")|(?:([a-z][a-z0-9_]{0,63})|([0-9]{1,64})|([0-9]{1,18}(?:ms|s|m))|(\\+[0-9]{1,15}(?![ \t]+[0-9(]))|([0-9*#]{1,64})|([XZN][XZN0-9]{0,63})|([0-9*#XZN]{1,64})|([A-Z][A-Z0-9_]{0,63}))(?![0-9A-Za-z_*#])|([;\n][;\n \t\r]*+)|(\\/\\/[^\n]*+)|(\\Z)|("""[^\\n]*)|("[^\\n]*)|([^\\x00-"$-)+-/:-@\\[-^`{-\\x7f]{1,128}|[^\\n]))'
TOKEN_AFTER_OPEN_STRING = '[ \t\r]*+(?:(\\->|\\.\\.|,|\\.|=|\\{|\\})|(sips?:(?:[^\x00- \x7f;{}\\/]|\\/(?!\\/))+)|("(?!"")[^"\\\\\\n]*+(?:\\\\[^\\n][^"\\\\\\n]*+)*+")|((?!))|(?:([a-z][a-z0-9_]{0,63})|([0-9]{1,64})|([0-9]{1,18}(?:ms|s|m))|(\\+[0-9]{1,15}(?![ \t]+[0-9(]))|([0-9*#]{1,64})|([XZN][XZN0-9]{0,63})|([0-9*#XZN]{1,64})|([A-Z][A-Z0-9_]{0,63}))(?![0-9A-Za-z_*#])|([;\n][;\n \t\r]*+)|(\\/\\/[^\n]*+)|(\\Z)|("""[^\\n]*)|("[^\\n]*)|([^\\x00-"$-)+-/:-@\\[-^`{-\\x7f]{1,128}|[^\\n]))'

IN_STRING = '((?:\\{\\{|\\}\\}))|(\\{[a-z][a-z0-9_]{0,63}\\})|(\\\\(?:["\\\\nt]|u\\{(?:0{0,2}(?![Dd][89A-Fa-f][0-9A-Fa-f]{2}\\})[0-9A-Fa-f]{1,4}|0?[1-9A-Fa-f][0-9A-Fa-f]{4}|10[0-9A-Fa-f]{4})\\}))'

SHAPES = ('', 'PUNCTUATION', 'SIP', 'STRING', 'LONG_STRING', 'NAME', 'NUMBER', 'DURATION', 'PHONE', 'KEYS', 'WILD', 'PATTERN', 'WORD', 'EOL', 'COMMENT', 'END', 'OPEN_LONG_STRING', 'OPEN_STRING', 'WRONG')
PUNCTUATION = 1
SIP = 2
STRING = 3
LONG_STRING = 4
NAME = 5
NUMBER = 6
DURATION = 7
PHONE = 8
KEYS = 9
WILD = 10
PATTERN = 11
WORD = 12
EOL = 13
COMMENT = 14
END = 15
OPEN_LONG_STRING = 16
OPEN_STRING = 17
WRONG = 18

SHIFT_REDUCE = 1000

RULES = (
    ('failed', 4, 'failed'),
    ('texts', 3, 'list_next'),
    ('failed', 3, 'failed_block'),
    ('target', 2, 'retry'),
    ('target', 3, 'jump_flow'),
    ('expected', 2, 'action'),
    ('set', 4, 'set'),
    ('action', 3, 'action_failed'),
    ('goto', 4, 'goto_flow'),
    ('block', 3, 'block'),
    ('events', 3, 'list_next'),
    ('handler', 4, 'handler'),
    ('texts', 1, 'list_first'),
    ('target', 1, 'retry_bare'),
    ('target', 1, 'jump'),
    ('test_line', 2, 'test_with'),
    ('test_line', 2, 'test_with'),
    ('expected', 1, 'action_bare'),
    ('action', 2, 'action'),
    ('words', 2, 'list_more'),
    ('action', 2, 'action_bare_failed'),
    ('goto', 2, 'goto'),
    ('handler', 3, 'handler_block'),
    ('keys', 1, 'keys'),
    ('keys', 1, 'keys'),
    ('test_line', 2, 'test_with'),
    ('body{test_line}', 2, 'body_last'),
    ('lines{test_line}', 3, 'lines_more'),
    ('test_line', 2, 'test_with'),
    ('unset', 2, 'unset'),
    ('statement', 1, 'action_bare'),
    ('words', 1, 'list_first'),
    ('body{statement}', 2, 'body_last'),
    ('lines{statement}', 3, 'lines_more'),
    ('events', 1, 'list_first'),
    ('body{gather_item}', 2, 'body_last'),
    ('lines{gather_item}', 3, 'lines_more'),
    ('test_line', 1, 'test_word'),
    ('body{test_line}', 1, 'body'),
    ('test_line', 1, 'test_word'),
    ('lines{test_line}', 2, 'lines_blank'),
    ('test_line', 1, 'test_word'),
    ('test', 5, 'test'),
    ('body{statement}', 1, 'body'),
    ('hangup', 1, 'hangup'),
    ('lines{statement}', 2, 'lines_blank'),
    ('node', 5, 'node'),
    ('node', 5, 'node'),
    ('event_pattern', 1, 'event_pattern'),
    ('event_pattern', 1, 'event_pattern'),
    ('event_keys', 1, 'event_keys'),
    ('event_keys', 1, 'event_keys'),
    ('event_word', 1, 'event_word'),
    ('event_word', 1, 'event_word'),
    ('body{defaults_item}', 2, 'body_last'),
    ('lines{defaults_item}', 3, 'lines_more'),
    ('body{gather_item}', 1, 'body'),
    ('lines{gather_item}', 2, 'lines_blank'),
    ('node', 5, 'node'),
    ('lines{test_line}', 0, 'lines_none'),
    ('lines{statement}', 0, 'lines_none'),
    ('setting', 4, 'setting_range'),
    ('body{defaults_item}', 1, 'body'),
    ('lines{defaults_item}', 2, 'lines_blank'),
    ('defaults', 4, 'defaults'),
    ('lines{gather_item}', 0, 'lines_none'),
    ('word', 1, 'same'),
    ('entry', 2, 'entry'),
    ('lines{defaults_item}', 0, 'lines_none'),
    ('setting', 1, 'setting'),
    ('setting', 2, 'setting'),
    ('body{flow_item}', 2, 'body_last'),
    ('lines{flow_item}', 3, 'lines_more'),
    ('body{flow_item}', 1, 'body'),
    ('lines{flow_item}', 2, 'lines_blank'),
    ('flow', 5, 'flow'),
    ('lines{flow_item}', 0, 'lines_none'),
    ('const', 4, 'const'),
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
    'FLOW',
    'NAME',
    'NAME',
    'EQUAL',
    'LBRACE',
    'value',
    'body{flow_item}',
    'lines{flow_item}',
    'flow_item',
    'COLLECT',
    'DEFAULTS',
    'ENTRY',
    'MENU',
    'NAME',
    'STEP',
    'TEST',
    'NAME',
    'LBRACE',
    'node',
    'NAME',
    'NUMBER',
    'value',
    'NAME',
    'text',
    'LBRACE',
    'body{defaults_item}',
    'lines{defaults_item}',
    'LBRACE',
    'RANGE',
    'LBRACE',
    'LBRACE',
    'body{gather_item}',
    'lines{gather_item}',
    'defaults_item',
    'ON',
    'body{gather_item}',
    'body{statement}',
    'lines{statement}',
    'body{test_line}',
    'lines{test_line}',
    'gather_item',
    'event',
    'events',
    'statement',
    'GOTO',
    'NAME',
    'SET',
    'UNSET',
    'AT',
    'test_line',
    'EXPECT',
    'HEAR',
    'PRESS',
    'ARROW',
    'COMMA',
    'LBRACE',
    'block',
    'NAME',
    'ON',
    'failed',
    'word',
    'words',
    'variable',
    'variable',
    'NAME',
    'expected',
    'text',
    'keys',
    'NAME',
    'RETRY',
    'target',
    'event',
    'body{statement}',
    'DOT',
    'FAILED',
    'failed',
    'word',
    'EQUAL',
    'words',
    'DOT',
    'text',
    'texts',
    'ARROW',
    'block',
    'value',
    'COMMA',
    'target',
    'text',
)

_0: dict[int | str, int] = {15: -1, 'BROKEN': -1, 'const': -1, 13: -1, 'flow': -1}
_1: dict[int | str, int] = {15: -2}
_2: dict[int | str, int] = {15: 2}
_3: dict[int | str, int] = {15: -3, 'BROKEN': 4, 'const': 5, 13: 1003, 'flow': 6}
_4: dict[int | str, int] = {15: -5, 13: 1005}
_5: dict[int | str, int] = {5: 7}
_6: dict[int | str, int] = {5: 8}
_7: dict[int | str, int] = {'=': 9}
_8: dict[int | str, int] = {'{': 10}
_9: dict[int | str, int] = {7: 1006, 9: 1006, 4: 1006, 5: 1006, 6: 1006, 11: 1006, 8: 1006, 2: 1006, 3: 1006, 10: 1006, 12: 1006}
_10: dict[int | str, int] = {'BROKEN': -8, 'collect': -8, 'const': -8, 'defaults': -8, 'entry': -8, 13: -8, 'menu': -8, 5: -8, '}': -8, 'step': -8, 'test': -8}
_11: dict[int | str, int] = {15: -7, 13: -7, '}': -7}
_12: dict[int | str, int] = {'}': 1008}
_13: dict[int | str, int] = {'BROKEN': 14, 'collect': 15, 'const': 5, 'defaults': 16, 'entry': 17, 13: 1009, 'menu': 18, 5: 19, '}': -11, 'step': 20, 'test': 21}
_14: dict[int | str, int] = {13: 1011, '}': -13}
_15: dict[int | str, int] = {5: 22}
_16: dict[int | str, int] = {'{': 23}
_17: dict[int | str, int] = {'collect': 15, 'menu': 18, 'step': 20}
_18: dict[int | str, int] = {5: 25}
_19: dict[int | str, int] = {7: 1013, 13: -15, 9: 1013, 4: 1013, 5: 1013, 6: 26, 11: 1013, 8: 1013, '}': -15, 2: 1013, 3: 1013, 10: 1013, 12: 1013}
_20: dict[int | str, int] = {5: 28}
_21: dict[int | str, int] = {4: 29, 3: 29}
_22: dict[int | str, int] = {'{': 30}
_23: dict[int | str, int] = {'BROKEN': -16, 13: -16, 5: -16, 'on': -16, '}': -16}
_24: dict[int | str, int] = {13: -17, '}': -17}
_25: dict[int | str, int] = {'{': 33}
_26: dict[int | str, int] = {13: -18, '..': 34, '}': -18}
_27: dict[int | str, int] = {13: -14, '}': -14}
_28: dict[int | str, int] = {'{': 35}
_29: dict[int | str, int] = {'{': 36}
_30: dict[int | str, int] = {'BROKEN': -19, 13: -19, 5: -19, 'on': -19, '}': -19}
_31: dict[int | str, int] = {'}': 1019}
_32: dict[int | str, int] = {'BROKEN': 39, 13: 1020, 5: 19, 'on': 40, '}': -22}
_33: dict[int | str, int] = {6: 1022}
_34: dict[int | str, int] = {'BROKEN': -24, 13: -24, 'goto': -24, 'hangup': -24, 5: -24, '}': -24, 'set': -24, 'unset': -24}
_35: dict[int | str, int] = {'answer': -25, 'at': -25, 'BROKEN': -25, 13: -25, 'expect': -25, 'fail': -25, 'hear': -25, 'press': -25, '}': -25, 'wait': -25}
_36: dict[int | str, int] = {'}': 1025}
_37: dict[int | str, int] = {'BROKEN': 46, 13: 1026, 5: 19, 'on': 40, '}': -28}
_38: dict[int | str, int] = {13: 1028, '}': -30}
_39: dict[int | str, int] = {'incomplete': 1030, 'exhausted': 1030, 'noinput': 1030, 'nomatch': 1030, 'timeout': 1030, 'digits': 1030, 'any': 1030, 'failed': 1031, 9: 1032, 6: 1033, 11: 1034, 10: 1035}
_40: dict[int | str, int] = {'}': 1036}
_41: dict[int | str, int] = {'}': 1037}
_42: dict[int | str, int] = {'BROKEN': 49, 13: 1038, 'goto': 50, 'hangup': 1039, 5: 51, '}': -41, 'set': 52, 'unset': 53}
_43: dict[int | str, int] = {'}': 1041}
_44: dict[int | str, int] = {'answer': 1042, 'at': 54, 'BROKEN': 55, 13: 1043, 'expect': 56, 'fail': 1044, 'hear': 57, 'press': 58, '}': -46, 'wait': 1046}
_45: dict[int | str, int] = {13: 1047, '}': -49}
_46: dict[int | str, int] = {'->': -50, ',': -50, '{': -50}
_47: dict[int | str, int] = {'->': 59, ',': 60, '{': 61}
_48: dict[int | str, int] = {13: 1050, '}': -52}
_49: dict[int | str, int] = {5: 63}
_50: dict[int | str, int] = {7: 1052, 13: -54, 4: 1052, 5: 1052, 6: 1052, 'on': 64, 8: 1052, '}': -54, 2: 1052, 3: 1052, 10: 1052, 12: 1052}
_51: dict[int | str, int] = {4: 68, 5: 68, 3: 68}
_52: dict[int | str, int] = {4: 1054, 5: 1054, 3: 1054}
_53: dict[int | str, int] = {5: 1055}
_54: dict[int | str, int] = {13: 1056, '}': -58}
_55: dict[int | str, int] = {'hangup': 1039, 5: 70}
_56: dict[int | str, int] = {4: 1058, 3: 1058}
_57: dict[int | str, int] = {9: 1059, 6: 1060}
_58: dict[int | str, int] = {'hangup': 1039, 5: 74, 'retry': 75}
_59: dict[int | str, int] = {13: -62, '}': -62}
_60: dict[int | str, int] = {'.': 79, 13: -63, '}': -63}
_61: dict[int | str, int] = {'failed': 80}
_62: dict[int | str, int] = {13: -64, '}': -64}
_63: dict[int | str, int] = {7: -53, 13: -53, 4: -53, 5: -53, 6: -53, 'on': -53, 8: -53, '}': -53, 2: -53, 3: -53, 10: -53, 12: -53}
_64: dict[int | str, int] = {7: 1064, 13: -66, 4: 1064, 5: 1064, 6: 1064, 'on': 64, 8: 1064, '}': -66, 2: 1064, 3: 1064, 10: 1064, 12: 1064}
_65: dict[int | str, int] = {'=': 83}
_66: dict[int | str, int] = {13: -55, '}': -55}
_67: dict[int | str, int] = {7: 1052, 13: -67, 4: 1052, 5: 1052, 6: 1052, 8: 1052, '}': -67, 2: 1052, 3: 1052, 10: 1052, 12: 1052}
_68: dict[int | str, int] = {13: -68, '}': -68}
_69: dict[int | str, int] = {13: -59, '}': -59}
_70: dict[int | str, int] = {13: -69, '}': -69}
_71: dict[int | str, int] = {'.': 85, 7: 1052, 13: -70, 4: 1052, 5: 1052, 6: 1052, 'on': 64, 8: 1052, '}': -70, 2: 1052, 3: 1052, 10: 1052, 12: 1052}
_72: dict[int | str, int] = {13: -71, 4: 1071, '}': -71, 3: 1071}
_73: dict[int | str, int] = {13: -73, '}': -73}
_74: dict[int | str, int] = {'->': -74, ',': -74, '{': -74}
_75: dict[int | str, int] = {'}': 1074}
_76: dict[int | str, int] = {5: 1075}
_77: dict[int | str, int] = {'->': 88, '{': 61}
_78: dict[int | str, int] = {13: -77, '}': -77}
_79: dict[int | str, int] = {7: -65, 13: -65, 4: -65, 5: -65, 6: -65, 'on': -65, 8: -65, '}': -65, 2: -65, 3: -65, 10: -65, 12: -65}
_80: dict[int | str, int] = {7: 1077, 9: 1077, 4: 1077, 5: 1077, 6: 1077, 11: 1077, 8: 1077, 2: 1077, 3: 1077, 10: 1077, 12: 1077}
_81: dict[int | str, int] = {7: 1064, 13: -79, 4: 1064, 5: 1064, 6: 1064, 8: 1064, '}': -79, 2: 1064, 3: 1064, 10: 1064, 12: 1064}
_82: dict[int | str, int] = {5: 1079}
_83: dict[int | str, int] = {',': -72, 13: -72, '}': -72}
_84: dict[int | str, int] = {',': 91, 13: -81, '}': -81}
_85: dict[int | str, int] = {13: -82, '}': -82}
_86: dict[int | str, int] = {13: -78, '}': -78}
_87: dict[int | str, int] = {4: 1082, 3: 1082}
_88: dict[int | str, int] = {13: -84, '}': -84}
_89: dict[int | str, int] = {',': -83, 13: -83, '}': -83}
_90: dict[int | str, int] = {'body{declaration}': 1, 'file': 2, 'lines{declaration}': 3}
_91: dict[int | str, int] = {}
_92: dict[int | str, int] = {'const': 4, 'declaration': 4, 'flow': 4}
_93: dict[int | str, int] = {'text': 11, 'value': 11, 'word': 11}
_94: dict[int | str, int] = {'body{flow_item}': 12, 'lines{flow_item}': 13}
_95: dict[int | str, int] = {'const': 14, 'defaults': 14, 'entry': 14, 'flow_item': 14, 'node': 14, 'setting': 14, 'test': 14}
_96: dict[int | str, int] = {'node': 24}
_97: dict[int | str, int] = {'text': 27, 'value': 27, 'word': 27}
_98: dict[int | str, int] = {'text': 29}
_99: dict[int | str, int] = {'body{defaults_item}': 31, 'lines{defaults_item}': 32}
_100: dict[int | str, int] = {'body{gather_item}': 37, 'lines{gather_item}': 38}
_101: dict[int | str, int] = {'defaults_item': 39, 'handler': 39, 'setting': 39}
_102: dict[int | str, int] = {'body{gather_item}': 41, 'lines{gather_item}': 38}
_103: dict[int | str, int] = {'body{statement}': 42, 'lines{statement}': 43}
_104: dict[int | str, int] = {'body{test_line}': 44, 'lines{test_line}': 45}
_105: dict[int | str, int] = {'gather_item': 46, 'handler': 46, 'setting': 46}
_106: dict[int | str, int] = {'event': 47, 'event_keys': 47, 'event_pattern': 47, 'event_word': 47, 'events': 48}
_107: dict[int | str, int] = {'action': 49, 'goto': 49, 'hangup': 49, 'set': 49, 'statement': 49, 'unset': 49}
_108: dict[int | str, int] = {'test_line': 55}
_109: dict[int | str, int] = {'block': 62}
_110: dict[int | str, int] = {'failed': 65, 'text': 66, 'word': 66, 'words': 67}
_111: dict[int | str, int] = {'text': 68, 'variable': 68}
_112: dict[int | str, int] = {'text': 69, 'variable': 69}
_113: dict[int | str, int] = {'expected': 71, 'hangup': 71}
_114: dict[int | str, int] = {'text': 72}
_115: dict[int | str, int] = {'keys': 73}
_116: dict[int | str, int] = {'action': 76, 'hangup': 76, 'target': 76}
_117: dict[int | str, int] = {'event': 77, 'event_keys': 77, 'event_pattern': 77, 'event_word': 77}
_118: dict[int | str, int] = {'body{statement}': 78, 'lines{statement}': 43}
_119: dict[int | str, int] = {'failed': 81, 'text': 82, 'word': 82}
_120: dict[int | str, int] = {'text': 66, 'word': 66, 'words': 84}
_121: dict[int | str, int] = {'text': 86, 'texts': 87}
_122: dict[int | str, int] = {'block': 89}
_123: dict[int | str, int] = {'text': 90, 'value': 90, 'word': 90}
_124: dict[int | str, int] = {'text': 82, 'word': 82}
_125: dict[int | str, int] = {'action': 92, 'hangup': 92, 'target': 92}
_126: dict[int | str, int] = {'text': 93}

ROWS: tuple[dict[int | str, int], ...] = (
    _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15,
    _16, _17, _18, _19, _20, _21, _22, _23, _24, _25, _26, _27, _28, _29, _30, _31,
    _32, _30, _33, _34, _35, _36, _37, _38, _39, _40, _41, _42, _43, _44, _45, _46,
    _47, _48, _49, _50, _51, _52, _53, _54, _55, _56, _57, _58, _39, _34, _59, _60,
    _61, _62, _63, _64, _65, _66, _67, _68, _69, _70, _71, _72, _73, _74, _75, _76,
    _77, _78, _79, _80, _81, _82, _83, _84, _58, _85, _86, _87, _88, _89,
)
GOTOS: tuple[dict[int | str, int], ...] = (
    _90, _91, _91, _92, _91, _91, _91, _91, _91, _93, _94, _91, _91, _95, _91, _91,
    _91, _96, _91, _97, _91, _98, _91, _99, _91, _91, _91, _91, _91, _91, _100, _91,
    _101, _102, _91, _103, _104, _91, _105, _91, _106, _91, _91, _107, _91, _108, _91, _91,
    _109, _91, _91, _110, _111, _112, _91, _91, _113, _114, _115, _116, _117, _118, _91, _91,
    _91, _91, _91, _119, _91, _91, _120, _91, _91, _91, _110, _121, _91, _91, _91, _91,
    _122, _91, _91, _123, _124, _91, _91, _91, _125, _91, _91, _126, _91, _91,
)
