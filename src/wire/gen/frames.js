/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
"use strict";

var $protobuf = require("protobufjs/minimal");

// Common aliases
var $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
var $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
var $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

$root.pb = (function() {

    /**
     * Namespace pb.
     * @exports pb
     * @namespace
     */
    var pb = {};

    /**
     * DType enum.
     * @name pb.DType
     * @enum {number}
     * @property {number} NONE=0 NONE value
     * @property {number} INTEGER=1 INTEGER value
     * @property {number} FLOAT=2 FLOAT value
     * @property {number} STRING=3 STRING value
     * @property {number} TIME=4 TIME value
     * @property {number} BOOLEAN=5 BOOLEAN value
     * @property {number} NULL=6 NULL value
     */
    pb.DType = (function() {
        var valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "NONE"] = 0;
        values[valuesById[1] = "INTEGER"] = 1;
        values[valuesById[2] = "FLOAT"] = 2;
        values[valuesById[3] = "STRING"] = 3;
        values[valuesById[4] = "TIME"] = 4;
        values[valuesById[5] = "BOOLEAN"] = 5;
        values[valuesById[6] = "NULL"] = 6;
        return values;
    })();

    /**
     * ErrorOptions enum.
     * @name pb.ErrorOptions
     * @enum {number}
     * @property {number} FAIL=0 FAIL value
     * @property {number} IGNORE=1 IGNORE value
     */
    pb.ErrorOptions = (function() {
        var valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "FAIL"] = 0;
        values[valuesById[1] = "IGNORE"] = 1;
        return values;
    })();

    pb.Column = (function() {

        /**
         * Properties of a Column.
         * @typedef {Object} pb.Column.$Properties
         * @property {pb.Column.Kind|null} [kind] Column kind
         * @property {string|null} [name] Column name
         * @property {pb.DType|null} [dtype] Column dtype
         * @property {Long|null} [size] Column size
         * @property {Array.<Long>|null} [ints] Column ints
         * @property {Array.<number>|null} [floats] Column floats
         * @property {Array.<string>|null} [strings] Column strings
         * @property {Array.<Long>|null} [times] Column times
         * @property {Array.<boolean>|null} [bools] Column bools
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Column.
         * @memberof pb
         * @interface IColumn
         * @augments pb.Column.$Properties
         * @deprecated Use pb.Column.$Properties instead.
         */

        /**
         * Shape of a Column.
         * @typedef {pb.Column.$Properties} pb.Column.$Shape
         */

        /**
         * Constructs a new Column.
         * @memberof pb
         * @classdesc Represents a Column.
         * @constructor
         * @param {pb.Column.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var Column = function (properties) {
            this.ints = [];
            this.floats = [];
            this.strings = [];
            this.times = [];
            this.bools = [];
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Column kind.
         * @member {pb.Column.Kind} kind
         * @memberof pb.Column
         * @instance
         */
        Column.prototype.kind = 0;

        /**
         * Column name.
         * @member {string} name
         * @memberof pb.Column
         * @instance
         */
        Column.prototype.name = "";

        /**
         * Column dtype.
         * @member {pb.DType} dtype
         * @memberof pb.Column
         * @instance
         */
        Column.prototype.dtype = 0;

        /**
         * Column size.
         * @member {Long} size
         * @memberof pb.Column
         * @instance
         */
        Column.prototype.size = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Column ints.
         * @member {Array.<Long>} ints
         * @memberof pb.Column
         * @instance
         */
        Column.prototype.ints = $util.emptyArray;

        /**
         * Column floats.
         * @member {Array.<number>} floats
         * @memberof pb.Column
         * @instance
         */
        Column.prototype.floats = $util.emptyArray;

        /**
         * Column strings.
         * @member {Array.<string>} strings
         * @memberof pb.Column
         * @instance
         */
        Column.prototype.strings = $util.emptyArray;

        /**
         * Column times.
         * @member {Array.<Long>} times
         * @memberof pb.Column
         * @instance
         */
        Column.prototype.times = $util.emptyArray;

        /**
         * Column bools.
         * @member {Array.<boolean>} bools
         * @memberof pb.Column
         * @instance
         */
        Column.prototype.bools = $util.emptyArray;

        /**
         * Creates a new Column instance using the specified properties.
         * @function create
         * @memberof pb.Column
         * @static
         * @param {pb.Column.$Properties=} [properties] Properties to set
         * @returns {pb.Column} Column instance
         * @type {{
         *   (properties: pb.Column.$Shape): pb.Column & pb.Column.$Shape;
         *   (properties?: pb.Column.$Properties): pb.Column;
         * }}
         */
        Column.create = function(properties) {
            return new Column(properties);
        };

        /**
         * Encodes the specified Column message. Does not implicitly {@link pb.Column.verify|verify} messages.
         * @function encode
         * @memberof pb.Column
         * @static
         * @param {pb.Column.$Properties} message Column message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Column.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
            if (message.dtype != null && $Object.hasOwnProperty.call(message, "dtype") && message.dtype !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.dtype);
            if (message.size != null && $Object.hasOwnProperty.call(message, "size") && (typeof message.size === "object" ? message.size.low || message.size.high : message.size !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).int64(message.size);
            if (message.ints != null && message.ints.length)
                writer.uint32(/* id 5, wireType 2 =*/42).int64s(message.ints);
            if (message.floats != null && message.floats.length)
                writer.uint32(/* id 6, wireType 2 =*/50).doubles(message.floats);
            if (message.strings != null && message.strings.length)
                for (var i = 0; i < message.strings.length; ++i)
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.strings[i]);
            if (message.times != null && message.times.length)
                writer.uint32(/* id 8, wireType 2 =*/66).int64s(message.times);
            if (message.bools != null && message.bools.length)
                writer.uint32(/* id 9, wireType 2 =*/74).bools(message.bools);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Column message from the specified reader or buffer.
         * @function decode
         * @memberof pb.Column
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.Column & pb.Column.$Shape} Column
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Column.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.Column();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.dtype = value;
                        else
                            delete message.dtype;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.size = value;
                        else
                            delete message.size;
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.ints && message.ints.length))
                                message.ints = [];
                            reader.int64s(message.ints);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.ints && message.ints.length))
                            message.ints = [];
                        message.ints.push(reader.int64());
                        continue;
                    }
                case 6: {
                        if (wireType === 2) {
                            if (!(message.floats && message.floats.length))
                                message.floats = [];
                            reader.doubles(message.floats);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.floats && message.floats.length))
                            message.floats = [];
                        message.floats.push(reader.double());
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.strings && message.strings.length))
                            message.strings = [];
                        message.strings.push(reader.stringVerify());
                        continue;
                    }
                case 8: {
                        if (wireType === 2) {
                            if (!(message.times && message.times.length))
                                message.times = [];
                            reader.int64s(message.times);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.times && message.times.length))
                            message.times = [];
                        message.times.push(reader.int64());
                        continue;
                    }
                case 9: {
                        if (wireType === 2) {
                            if (!(message.bools && message.bools.length))
                                message.bools = [];
                            reader.bools(message.bools);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.bools && message.bools.length))
                            message.bools = [];
                        message.bools.push(reader.bool());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Kind enum.
         * @name pb.Column.Kind
         * @enum {number}
         * @property {number} SLICE=0 SLICE value
         * @property {number} LABEL=1 LABEL value
         */
        Column.Kind = (function() {
            var valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SLICE"] = 0;
            values[valuesById[1] = "LABEL"] = 1;
            return values;
        })();

        return Column;
    })();

    pb.Value = (function() {

        /**
         * Properties of a Value.
         * @typedef {Object} pb.Value.$Properties
         * @property {Long|null} [ival] Value ival
         * @property {number|null} [fval] Value fval
         * @property {string|null} [sval] Value sval
         * @property {Long|null} [tval] Value tval
         * @property {boolean|null} [bval] Value bval
         * @property {"ival"|"fval"|"sval"|"tval"|"bval"} [value] Value value
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Value.
         * @memberof pb
         * @interface IValue
         * @augments pb.Value.$Properties
         * @deprecated Use pb.Value.$Properties instead.
         */

        /**
         * Narrowed shape of a Value.
         * @typedef {{
         *   ival?: Long|null;
         *   fval?: number|null;
         *   sval?: string|null;
         *   tval?: Long|null;
         *   bval?: boolean|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ value?: undefined; ival?: null; fval?: null; sval?: null; tval?: null; bval?: null }|{ value?: "ival"; ival: Long; fval?: null; sval?: null; tval?: null; bval?: null }|{ value?: "fval"; ival?: null; fval: number; sval?: null; tval?: null; bval?: null }|{ value?: "sval"; ival?: null; fval?: null; sval: string; tval?: null; bval?: null }|{ value?: "tval"; ival?: null; fval?: null; sval?: null; tval: Long; bval?: null }|{ value?: "bval"; ival?: null; fval?: null; sval?: null; tval?: null; bval: boolean })
         * )} pb.Value.$Shape
         */

        /**
         * Constructs a new Value.
         * @memberof pb
         * @classdesc Represents a Value.
         * @constructor
         * @param {pb.Value.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var Value = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Value ival.
         * @member {Long|null|undefined} ival
         * @memberof pb.Value
         * @instance
         */
        Value.prototype.ival = null;

        /**
         * Value fval.
         * @member {number|null|undefined} fval
         * @memberof pb.Value
         * @instance
         */
        Value.prototype.fval = null;

        /**
         * Value sval.
         * @member {string|null|undefined} sval
         * @memberof pb.Value
         * @instance
         */
        Value.prototype.sval = null;

        /**
         * Value tval.
         * @member {Long|null|undefined} tval
         * @memberof pb.Value
         * @instance
         */
        Value.prototype.tval = null;

        /**
         * Value bval.
         * @member {boolean|null|undefined} bval
         * @memberof pb.Value
         * @instance
         */
        Value.prototype.bval = null;

        // OneOf field names bound to virtual getters and setters
        var $oneOfFields;

        /**
         * Value value.
         * @member {"ival"|"fval"|"sval"|"tval"|"bval"|undefined} value
         * @memberof pb.Value
         * @instance
         */
        $Object.defineProperty(Value.prototype, "value", {
            get: $util.oneOfGetter($oneOfFields = ["ival", "fval", "sval", "tval", "bval"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new Value instance using the specified properties.
         * @function create
         * @memberof pb.Value
         * @static
         * @param {pb.Value.$Properties=} [properties] Properties to set
         * @returns {pb.Value} Value instance
         * @type {{
         *   (properties: pb.Value.$Shape): pb.Value & pb.Value.$Shape;
         *   (properties?: pb.Value.$Properties): pb.Value;
         * }}
         */
        Value.create = function(properties) {
            return new Value(properties);
        };

        /**
         * Encodes the specified Value message. Does not implicitly {@link pb.Value.verify|verify} messages.
         * @function encode
         * @memberof pb.Value
         * @static
         * @param {pb.Value.$Properties} message Value message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Value.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.ival != null && $Object.hasOwnProperty.call(message, "ival"))
                writer.uint32(/* id 1, wireType 0 =*/8).int64(message.ival);
            if (message.fval != null && $Object.hasOwnProperty.call(message, "fval"))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.fval);
            if (message.sval != null && $Object.hasOwnProperty.call(message, "sval"))
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.sval);
            if (message.tval != null && $Object.hasOwnProperty.call(message, "tval"))
                writer.uint32(/* id 4, wireType 0 =*/32).int64(message.tval);
            if (message.bval != null && $Object.hasOwnProperty.call(message, "bval"))
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.bval);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Value message from the specified reader or buffer.
         * @function decode
         * @memberof pb.Value
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.Value & pb.Value.$Shape} Value
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Value.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.Value();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.ival = reader.int64();
                        message.value = "ival";
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        message.fval = reader.double();
                        message.value = "fval";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.sval = reader.stringVerify();
                        message.value = "sval";
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.tval = reader.int64();
                        message.value = "tval";
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        message.bval = reader.bool();
                        message.value = "bval";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Value;
    })();

    pb.NullValuesMap = (function() {

        /**
         * Properties of a NullValuesMap.
         * @typedef {Object} pb.NullValuesMap.$Properties
         * @property {Object.<string,boolean>|null} [nullColumns] NullValuesMap nullColumns
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a NullValuesMap.
         * @memberof pb
         * @interface INullValuesMap
         * @augments pb.NullValuesMap.$Properties
         * @deprecated Use pb.NullValuesMap.$Properties instead.
         */

        /**
         * Shape of a NullValuesMap.
         * @typedef {pb.NullValuesMap.$Properties} pb.NullValuesMap.$Shape
         */

        /**
         * Constructs a new NullValuesMap.
         * @memberof pb
         * @classdesc Represents a NullValuesMap.
         * @constructor
         * @param {pb.NullValuesMap.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var NullValuesMap = function (properties) {
            this.nullColumns = {};
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * NullValuesMap nullColumns.
         * @member {Object.<string,boolean>} nullColumns
         * @memberof pb.NullValuesMap
         * @instance
         */
        NullValuesMap.prototype.nullColumns = $util.emptyObject;

        /**
         * Creates a new NullValuesMap instance using the specified properties.
         * @function create
         * @memberof pb.NullValuesMap
         * @static
         * @param {pb.NullValuesMap.$Properties=} [properties] Properties to set
         * @returns {pb.NullValuesMap} NullValuesMap instance
         * @type {{
         *   (properties: pb.NullValuesMap.$Shape): pb.NullValuesMap & pb.NullValuesMap.$Shape;
         *   (properties?: pb.NullValuesMap.$Properties): pb.NullValuesMap;
         * }}
         */
        NullValuesMap.create = function(properties) {
            return new NullValuesMap(properties);
        };

        /**
         * Encodes the specified NullValuesMap message. Does not implicitly {@link pb.NullValuesMap.verify|verify} messages.
         * @function encode
         * @memberof pb.NullValuesMap
         * @static
         * @param {pb.NullValuesMap.$Properties} message NullValuesMap message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        NullValuesMap.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.nullColumns != null && $Object.hasOwnProperty.call(message, "nullColumns"))
                for (var keys = $Object.keys(message.nullColumns), i = 0; i < keys.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 0 =*/16).bool(message.nullColumns[keys[i]]).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a NullValuesMap message from the specified reader or buffer.
         * @function decode
         * @memberof pb.NullValuesMap
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.NullValuesMap & pb.NullValuesMap.$Shape} NullValuesMap
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        NullValuesMap.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.NullValuesMap();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (message.nullColumns === $util.emptyObject)
                            message.nullColumns = {};
                        var end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = false;
                        while (reader.pos < end2) {
                            var tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 0)
                                    break;
                                value = reader.bool();
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.nullColumns, key);
                        message.nullColumns[key] = value;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return NullValuesMap;
    })();

    pb.Frame = (function() {

        /**
         * Properties of a Frame.
         * @typedef {Object} pb.Frame.$Properties
         * @property {Array.<pb.Column.$Properties>|null} [columns] Frame columns
         * @property {Array.<pb.Column.$Properties>|null} [indices] Frame indices
         * @property {Object.<string,pb.Value.$Properties>|null} [labels] Frame labels
         * @property {string|null} [error] Frame error
         * @property {Array.<pb.NullValuesMap.$Properties>|null} [nullValues] Frame nullValues
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Frame.
         * @memberof pb
         * @interface IFrame
         * @augments pb.Frame.$Properties
         * @deprecated Use pb.Frame.$Properties instead.
         */

        /**
         * Shape of a Frame.
         * @typedef {{
         *   columns?: Array.<pb.Column.$Shape>|null;
         *   indices?: Array.<pb.Column.$Shape>|null;
         *   labels?: Object.<string,pb.Value.$Shape>|null;
         *   error?: string|null;
         *   nullValues?: Array.<pb.NullValuesMap.$Shape>|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} pb.Frame.$Shape
         */

        /**
         * Constructs a new Frame.
         * @memberof pb
         * @classdesc Represents a Frame.
         * @constructor
         * @param {pb.Frame.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var Frame = function (properties) {
            this.columns = [];
            this.indices = [];
            this.labels = {};
            this.nullValues = [];
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Frame columns.
         * @member {Array.<pb.Column.$Properties>} columns
         * @memberof pb.Frame
         * @instance
         */
        Frame.prototype.columns = $util.emptyArray;

        /**
         * Frame indices.
         * @member {Array.<pb.Column.$Properties>} indices
         * @memberof pb.Frame
         * @instance
         */
        Frame.prototype.indices = $util.emptyArray;

        /**
         * Frame labels.
         * @member {Object.<string,pb.Value.$Properties>} labels
         * @memberof pb.Frame
         * @instance
         */
        Frame.prototype.labels = $util.emptyObject;

        /**
         * Frame error.
         * @member {string} error
         * @memberof pb.Frame
         * @instance
         */
        Frame.prototype.error = "";

        /**
         * Frame nullValues.
         * @member {Array.<pb.NullValuesMap.$Properties>} nullValues
         * @memberof pb.Frame
         * @instance
         */
        Frame.prototype.nullValues = $util.emptyArray;

        /**
         * Creates a new Frame instance using the specified properties.
         * @function create
         * @memberof pb.Frame
         * @static
         * @param {pb.Frame.$Properties=} [properties] Properties to set
         * @returns {pb.Frame} Frame instance
         * @type {{
         *   (properties: pb.Frame.$Shape): pb.Frame & pb.Frame.$Shape;
         *   (properties?: pb.Frame.$Properties): pb.Frame;
         * }}
         */
        Frame.create = function(properties) {
            return new Frame(properties);
        };

        /**
         * Encodes the specified Frame message. Does not implicitly {@link pb.Frame.verify|verify} messages.
         * @function encode
         * @memberof pb.Frame
         * @static
         * @param {pb.Frame.$Properties} message Frame message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Frame.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.columns != null && message.columns.length)
                for (var i = 0; i < message.columns.length; ++i)
                    $root.pb.Column.encode(message.columns[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.indices != null && message.indices.length)
                for (var i = 0; i < message.indices.length; ++i)
                    $root.pb.Column.encode(message.indices[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.labels != null && $Object.hasOwnProperty.call(message, "labels"))
                for (var keys = $Object.keys(message.labels), i = 0; i < keys.length; ++i) {
                    writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]);
                    $root.pb.Value.encode(message.labels[keys[i]], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim().ldelim();
                }
            if (message.error != null && $Object.hasOwnProperty.call(message, "error") && message.error !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.error);
            if (message.nullValues != null && message.nullValues.length)
                for (var i = 0; i < message.nullValues.length; ++i)
                    $root.pb.NullValuesMap.encode(message.nullValues[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Frame message from the specified reader or buffer.
         * @function decode
         * @memberof pb.Frame
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.Frame & pb.Frame.$Shape} Frame
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Frame.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.Frame();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.columns && message.columns.length))
                            message.columns = [];
                        message.columns.push($root.pb.Column.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.indices && message.indices.length))
                            message.indices = [];
                        message.indices.push($root.pb.Column.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (message.labels === $util.emptyObject)
                            message.labels = {};
                        var end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = null;
                        while (reader.pos < end2) {
                            var tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 2)
                                    break;
                                value = $root.pb.Value.decode(reader, reader.size(), $undefined, _depth + 1, value);
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.labels, key);
                        message.labels[key] = value || new $root.pb.Value();
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.error = value;
                        else
                            delete message.error;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.nullValues && message.nullValues.length))
                            message.nullValues = [];
                        message.nullValues.push($root.pb.NullValuesMap.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Frame;
    })();

    pb.SchemaField = (function() {

        /**
         * Properties of a SchemaField.
         * @typedef {Object} pb.SchemaField.$Properties
         * @property {string|null} [name] SchemaField name
         * @property {string|null} [doc] SchemaField doc
         * @property {pb.Value.$Properties|null} ["default"] SchemaField default
         * @property {string|null} [type] SchemaField type
         * @property {Object.<string,pb.Value.$Properties>|null} [properties] SchemaField properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SchemaField.
         * @memberof pb
         * @interface ISchemaField
         * @augments pb.SchemaField.$Properties
         * @deprecated Use pb.SchemaField.$Properties instead.
         */

        /**
         * Shape of a SchemaField.
         * @typedef {{
         *   name?: string|null;
         *   doc?: string|null;
         *   "default"?: pb.Value.$Shape|null;
         *   type?: string|null;
         *   properties?: Object.<string,pb.Value.$Shape>|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} pb.SchemaField.$Shape
         */

        /**
         * Constructs a new SchemaField.
         * @memberof pb
         * @classdesc Represents a SchemaField.
         * @constructor
         * @param {pb.SchemaField.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var SchemaField = function (properties) {
            this.properties = {};
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SchemaField name.
         * @member {string} name
         * @memberof pb.SchemaField
         * @instance
         */
        SchemaField.prototype.name = "";

        /**
         * SchemaField doc.
         * @member {string} doc
         * @memberof pb.SchemaField
         * @instance
         */
        SchemaField.prototype.doc = "";

        /**
         * SchemaField default.
         * @member {pb.Value.$Properties|null|undefined} default
         * @memberof pb.SchemaField
         * @instance
         */
        SchemaField.prototype["default"] = null;

        /**
         * SchemaField type.
         * @member {string} type
         * @memberof pb.SchemaField
         * @instance
         */
        SchemaField.prototype.type = "";

        /**
         * SchemaField properties.
         * @member {Object.<string,pb.Value.$Properties>} properties
         * @memberof pb.SchemaField
         * @instance
         */
        SchemaField.prototype.properties = $util.emptyObject;

        /**
         * Creates a new SchemaField instance using the specified properties.
         * @function create
         * @memberof pb.SchemaField
         * @static
         * @param {pb.SchemaField.$Properties=} [properties] Properties to set
         * @returns {pb.SchemaField} SchemaField instance
         * @type {{
         *   (properties: pb.SchemaField.$Shape): pb.SchemaField & pb.SchemaField.$Shape;
         *   (properties?: pb.SchemaField.$Properties): pb.SchemaField;
         * }}
         */
        SchemaField.create = function(properties) {
            return new SchemaField(properties);
        };

        /**
         * Encodes the specified SchemaField message. Does not implicitly {@link pb.SchemaField.verify|verify} messages.
         * @function encode
         * @memberof pb.SchemaField
         * @static
         * @param {pb.SchemaField.$Properties} message SchemaField message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SchemaField.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.doc != null && $Object.hasOwnProperty.call(message, "doc") && message.doc !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.doc);
            if (message["default"] != null && $Object.hasOwnProperty.call(message, "default"))
                $root.pb.Value.encode(message["default"], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.type);
            if (message.properties != null && $Object.hasOwnProperty.call(message, "properties"))
                for (var keys = $Object.keys(message.properties), i = 0; i < keys.length; ++i) {
                    writer.uint32(/* id 5, wireType 2 =*/42).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]);
                    $root.pb.Value.encode(message.properties[keys[i]], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim().ldelim();
                }
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SchemaField message from the specified reader or buffer.
         * @function decode
         * @memberof pb.SchemaField
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.SchemaField & pb.SchemaField.$Shape} SchemaField
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SchemaField.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.SchemaField();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.doc = value;
                        else
                            delete message.doc;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message["default"] = $root.pb.Value.decode(reader, reader.size(), $undefined, _depth + 1, message["default"]);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (message.properties === $util.emptyObject)
                            message.properties = {};
                        var end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = null;
                        while (reader.pos < end2) {
                            var tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 2)
                                    break;
                                value = $root.pb.Value.decode(reader, reader.size(), $undefined, _depth + 1, value);
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.properties, key);
                        message.properties[key] = value || new $root.pb.Value();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SchemaField;
    })();

    pb.SchemaKey = (function() {

        /**
         * Properties of a SchemaKey.
         * @typedef {Object} pb.SchemaKey.$Properties
         * @property {Array.<string>|null} [shardingKey] SchemaKey shardingKey
         * @property {Array.<string>|null} [sortingKey] SchemaKey sortingKey
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SchemaKey.
         * @memberof pb
         * @interface ISchemaKey
         * @augments pb.SchemaKey.$Properties
         * @deprecated Use pb.SchemaKey.$Properties instead.
         */

        /**
         * Shape of a SchemaKey.
         * @typedef {pb.SchemaKey.$Properties} pb.SchemaKey.$Shape
         */

        /**
         * Constructs a new SchemaKey.
         * @memberof pb
         * @classdesc Represents a SchemaKey.
         * @constructor
         * @param {pb.SchemaKey.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var SchemaKey = function (properties) {
            this.shardingKey = [];
            this.sortingKey = [];
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SchemaKey shardingKey.
         * @member {Array.<string>} shardingKey
         * @memberof pb.SchemaKey
         * @instance
         */
        SchemaKey.prototype.shardingKey = $util.emptyArray;

        /**
         * SchemaKey sortingKey.
         * @member {Array.<string>} sortingKey
         * @memberof pb.SchemaKey
         * @instance
         */
        SchemaKey.prototype.sortingKey = $util.emptyArray;

        /**
         * Creates a new SchemaKey instance using the specified properties.
         * @function create
         * @memberof pb.SchemaKey
         * @static
         * @param {pb.SchemaKey.$Properties=} [properties] Properties to set
         * @returns {pb.SchemaKey} SchemaKey instance
         * @type {{
         *   (properties: pb.SchemaKey.$Shape): pb.SchemaKey & pb.SchemaKey.$Shape;
         *   (properties?: pb.SchemaKey.$Properties): pb.SchemaKey;
         * }}
         */
        SchemaKey.create = function(properties) {
            return new SchemaKey(properties);
        };

        /**
         * Encodes the specified SchemaKey message. Does not implicitly {@link pb.SchemaKey.verify|verify} messages.
         * @function encode
         * @memberof pb.SchemaKey
         * @static
         * @param {pb.SchemaKey.$Properties} message SchemaKey message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SchemaKey.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.shardingKey != null && message.shardingKey.length)
                for (var i = 0; i < message.shardingKey.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.shardingKey[i]);
            if (message.sortingKey != null && message.sortingKey.length)
                for (var i = 0; i < message.sortingKey.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.sortingKey[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SchemaKey message from the specified reader or buffer.
         * @function decode
         * @memberof pb.SchemaKey
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.SchemaKey & pb.SchemaKey.$Shape} SchemaKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SchemaKey.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.SchemaKey();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.shardingKey && message.shardingKey.length))
                            message.shardingKey = [];
                        message.shardingKey.push(reader.stringVerify());
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.sortingKey && message.sortingKey.length))
                            message.sortingKey = [];
                        message.sortingKey.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SchemaKey;
    })();

    pb.TableSchema = (function() {

        /**
         * Properties of a TableSchema.
         * @typedef {Object} pb.TableSchema.$Properties
         * @property {string|null} [type] TableSchema type
         * @property {string|null} [namespace] TableSchema namespace
         * @property {string|null} [name] TableSchema name
         * @property {string|null} [doc] TableSchema doc
         * @property {Array.<string>|null} [aliases] TableSchema aliases
         * @property {Array.<pb.SchemaField.$Properties>|null} [fields] TableSchema fields
         * @property {pb.SchemaKey.$Properties|null} [key] TableSchema key
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TableSchema.
         * @memberof pb
         * @interface ITableSchema
         * @augments pb.TableSchema.$Properties
         * @deprecated Use pb.TableSchema.$Properties instead.
         */

        /**
         * Shape of a TableSchema.
         * @typedef {{
         *   type?: string|null;
         *   namespace?: string|null;
         *   name?: string|null;
         *   doc?: string|null;
         *   aliases?: Array.<string>|null;
         *   fields?: Array.<pb.SchemaField.$Shape>|null;
         *   key?: pb.SchemaKey.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} pb.TableSchema.$Shape
         */

        /**
         * Constructs a new TableSchema.
         * @memberof pb
         * @classdesc Represents a TableSchema.
         * @constructor
         * @param {pb.TableSchema.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var TableSchema = function (properties) {
            this.aliases = [];
            this.fields = [];
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TableSchema type.
         * @member {string} type
         * @memberof pb.TableSchema
         * @instance
         */
        TableSchema.prototype.type = "";

        /**
         * TableSchema namespace.
         * @member {string} namespace
         * @memberof pb.TableSchema
         * @instance
         */
        TableSchema.prototype.namespace = "";

        /**
         * TableSchema name.
         * @member {string} name
         * @memberof pb.TableSchema
         * @instance
         */
        TableSchema.prototype.name = "";

        /**
         * TableSchema doc.
         * @member {string} doc
         * @memberof pb.TableSchema
         * @instance
         */
        TableSchema.prototype.doc = "";

        /**
         * TableSchema aliases.
         * @member {Array.<string>} aliases
         * @memberof pb.TableSchema
         * @instance
         */
        TableSchema.prototype.aliases = $util.emptyArray;

        /**
         * TableSchema fields.
         * @member {Array.<pb.SchemaField.$Properties>} fields
         * @memberof pb.TableSchema
         * @instance
         */
        TableSchema.prototype.fields = $util.emptyArray;

        /**
         * TableSchema key.
         * @member {pb.SchemaKey.$Properties|null|undefined} key
         * @memberof pb.TableSchema
         * @instance
         */
        TableSchema.prototype.key = null;

        /**
         * Creates a new TableSchema instance using the specified properties.
         * @function create
         * @memberof pb.TableSchema
         * @static
         * @param {pb.TableSchema.$Properties=} [properties] Properties to set
         * @returns {pb.TableSchema} TableSchema instance
         * @type {{
         *   (properties: pb.TableSchema.$Shape): pb.TableSchema & pb.TableSchema.$Shape;
         *   (properties?: pb.TableSchema.$Properties): pb.TableSchema;
         * }}
         */
        TableSchema.create = function(properties) {
            return new TableSchema(properties);
        };

        /**
         * Encodes the specified TableSchema message. Does not implicitly {@link pb.TableSchema.verify|verify} messages.
         * @function encode
         * @memberof pb.TableSchema
         * @static
         * @param {pb.TableSchema.$Properties} message TableSchema message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TableSchema.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.type);
            if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
            if (message.doc != null && $Object.hasOwnProperty.call(message, "doc") && message.doc !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.doc);
            if (message.aliases != null && message.aliases.length)
                for (var i = 0; i < message.aliases.length; ++i)
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.aliases[i]);
            if (message.fields != null && message.fields.length)
                for (var i = 0; i < message.fields.length; ++i)
                    $root.pb.SchemaField.encode(message.fields[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                $root.pb.SchemaKey.encode(message.key, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TableSchema message from the specified reader or buffer.
         * @function decode
         * @memberof pb.TableSchema
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.TableSchema & pb.TableSchema.$Shape} TableSchema
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TableSchema.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.TableSchema();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.namespace = value;
                        else
                            delete message.namespace;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.doc = value;
                        else
                            delete message.doc;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.aliases && message.aliases.length))
                            message.aliases = [];
                        message.aliases.push(reader.stringVerify());
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.fields && message.fields.length))
                            message.fields = [];
                        message.fields.push($root.pb.SchemaField.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.key = $root.pb.SchemaKey.decode(reader, reader.size(), $undefined, _depth + 1, message.key);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TableSchema;
    })();

    pb.JoinStruct = (function() {

        /**
         * Properties of a JoinStruct.
         * @typedef {Object} pb.JoinStruct.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a JoinStruct.
         * @memberof pb
         * @interface IJoinStruct
         * @augments pb.JoinStruct.$Properties
         * @deprecated Use pb.JoinStruct.$Properties instead.
         */

        /**
         * Shape of a JoinStruct.
         * @typedef {pb.JoinStruct.$Properties} pb.JoinStruct.$Shape
         */

        /**
         * Constructs a new JoinStruct.
         * @memberof pb
         * @classdesc Represents a JoinStruct.
         * @constructor
         * @param {pb.JoinStruct.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var JoinStruct = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Creates a new JoinStruct instance using the specified properties.
         * @function create
         * @memberof pb.JoinStruct
         * @static
         * @param {pb.JoinStruct.$Properties=} [properties] Properties to set
         * @returns {pb.JoinStruct} JoinStruct instance
         * @type {{
         *   (properties: pb.JoinStruct.$Shape): pb.JoinStruct & pb.JoinStruct.$Shape;
         *   (properties?: pb.JoinStruct.$Properties): pb.JoinStruct;
         * }}
         */
        JoinStruct.create = function(properties) {
            return new JoinStruct(properties);
        };

        /**
         * Encodes the specified JoinStruct message. Does not implicitly {@link pb.JoinStruct.verify|verify} messages.
         * @function encode
         * @memberof pb.JoinStruct
         * @static
         * @param {pb.JoinStruct.$Properties} message JoinStruct message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        JoinStruct.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a JoinStruct message from the specified reader or buffer.
         * @function decode
         * @memberof pb.JoinStruct
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.JoinStruct & pb.JoinStruct.$Shape} JoinStruct
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        JoinStruct.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.JoinStruct();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return JoinStruct;
    })();

    pb.Session = (function() {

        /**
         * Properties of a Session.
         * @typedef {Object} pb.Session.$Properties
         * @property {string|null} [url] Session url
         * @property {string|null} [container] Session container
         * @property {string|null} [path] Session path
         * @property {string|null} [user] Session user
         * @property {string|null} [password] Session password
         * @property {string|null} [token] Session token
         * @property {string|null} [id] Session id
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Session.
         * @memberof pb
         * @interface ISession
         * @augments pb.Session.$Properties
         * @deprecated Use pb.Session.$Properties instead.
         */

        /**
         * Shape of a Session.
         * @typedef {pb.Session.$Properties} pb.Session.$Shape
         */

        /**
         * Constructs a new Session.
         * @memberof pb
         * @classdesc Represents a Session.
         * @constructor
         * @param {pb.Session.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var Session = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Session url.
         * @member {string} url
         * @memberof pb.Session
         * @instance
         */
        Session.prototype.url = "";

        /**
         * Session container.
         * @member {string} container
         * @memberof pb.Session
         * @instance
         */
        Session.prototype.container = "";

        /**
         * Session path.
         * @member {string} path
         * @memberof pb.Session
         * @instance
         */
        Session.prototype.path = "";

        /**
         * Session user.
         * @member {string} user
         * @memberof pb.Session
         * @instance
         */
        Session.prototype.user = "";

        /**
         * Session password.
         * @member {string} password
         * @memberof pb.Session
         * @instance
         */
        Session.prototype.password = "";

        /**
         * Session token.
         * @member {string} token
         * @memberof pb.Session
         * @instance
         */
        Session.prototype.token = "";

        /**
         * Session id.
         * @member {string} id
         * @memberof pb.Session
         * @instance
         */
        Session.prototype.id = "";

        /**
         * Creates a new Session instance using the specified properties.
         * @function create
         * @memberof pb.Session
         * @static
         * @param {pb.Session.$Properties=} [properties] Properties to set
         * @returns {pb.Session} Session instance
         * @type {{
         *   (properties: pb.Session.$Shape): pb.Session & pb.Session.$Shape;
         *   (properties?: pb.Session.$Properties): pb.Session;
         * }}
         */
        Session.create = function(properties) {
            return new Session(properties);
        };

        /**
         * Encodes the specified Session message. Does not implicitly {@link pb.Session.verify|verify} messages.
         * @function encode
         * @memberof pb.Session
         * @static
         * @param {pb.Session.$Properties} message Session message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Session.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.url != null && $Object.hasOwnProperty.call(message, "url") && message.url !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.url);
            if (message.container != null && $Object.hasOwnProperty.call(message, "container") && message.container !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.container);
            if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.path);
            if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.user);
            if (message.password != null && $Object.hasOwnProperty.call(message, "password") && message.password !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.password);
            if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.token);
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.id);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Session message from the specified reader or buffer.
         * @function decode
         * @memberof pb.Session
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.Session & pb.Session.$Shape} Session
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Session.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.Session();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.url = value;
                        else
                            delete message.url;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.container = value;
                        else
                            delete message.container;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.path = value;
                        else
                            delete message.path;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.user = value;
                        else
                            delete message.user;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.password = value;
                        else
                            delete message.password;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.token = value;
                        else
                            delete message.token;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Session;
    })();

    pb.ReadRequest = (function() {

        /**
         * Properties of a ReadRequest.
         * @typedef {Object} pb.ReadRequest.$Properties
         * @property {pb.Session.$Properties|null} [session] ReadRequest session
         * @property {string|null} [backend] ReadRequest backend
         * @property {pb.TableSchema.$Properties|null} [schema] ReadRequest schema
         * @property {string|null} [dataFormat] ReadRequest dataFormat
         * @property {boolean|null} [rowLayout] ReadRequest rowLayout
         * @property {boolean|null} [multiIndex] ReadRequest multiIndex
         * @property {string|null} [query] ReadRequest query
         * @property {string|null} [table] ReadRequest table
         * @property {Array.<string>|null} [columns] ReadRequest columns
         * @property {string|null} [filter] ReadRequest filter
         * @property {string|null} [groupBy] ReadRequest groupBy
         * @property {Array.<pb.JoinStruct.$Properties>|null} [join] ReadRequest join
         * @property {Long|null} [limit] ReadRequest limit
         * @property {Long|null} [messageLimit] ReadRequest messageLimit
         * @property {string|null} [marker] ReadRequest marker
         * @property {Array.<Long>|null} [segments] ReadRequest segments
         * @property {Long|null} [totalSegments] ReadRequest totalSegments
         * @property {Array.<string>|null} [shardingKeys] ReadRequest shardingKeys
         * @property {string|null} [sortKeyRangeStart] ReadRequest sortKeyRangeStart
         * @property {string|null} [sortKeyRangeEnd] ReadRequest sortKeyRangeEnd
         * @property {string|null} [start] ReadRequest start
         * @property {string|null} [end] ReadRequest end
         * @property {string|null} [step] ReadRequest step
         * @property {string|null} [aggregators] ReadRequest aggregators
         * @property {string|null} [seek] ReadRequest seek
         * @property {string|null} [shardId] ReadRequest shardId
         * @property {Long|null} [sequence] ReadRequest sequence
         * @property {string|null} [aggregationWindow] ReadRequest aggregationWindow
         * @property {boolean|null} [resetIndex] ReadRequest resetIndex
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ReadRequest.
         * @memberof pb
         * @interface IReadRequest
         * @augments pb.ReadRequest.$Properties
         * @deprecated Use pb.ReadRequest.$Properties instead.
         */

        /**
         * Shape of a ReadRequest.
         * @typedef {{
         *   session?: pb.Session.$Shape|null;
         *   backend?: string|null;
         *   schema?: pb.TableSchema.$Shape|null;
         *   dataFormat?: string|null;
         *   rowLayout?: boolean|null;
         *   multiIndex?: boolean|null;
         *   query?: string|null;
         *   table?: string|null;
         *   columns?: Array.<string>|null;
         *   filter?: string|null;
         *   groupBy?: string|null;
         *   join?: Array.<pb.JoinStruct.$Shape>|null;
         *   limit?: Long|null;
         *   messageLimit?: Long|null;
         *   marker?: string|null;
         *   segments?: Array.<Long>|null;
         *   totalSegments?: Long|null;
         *   shardingKeys?: Array.<string>|null;
         *   sortKeyRangeStart?: string|null;
         *   sortKeyRangeEnd?: string|null;
         *   start?: string|null;
         *   end?: string|null;
         *   step?: string|null;
         *   aggregators?: string|null;
         *   seek?: string|null;
         *   shardId?: string|null;
         *   sequence?: Long|null;
         *   aggregationWindow?: string|null;
         *   resetIndex?: boolean|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} pb.ReadRequest.$Shape
         */

        /**
         * Constructs a new ReadRequest.
         * @memberof pb
         * @classdesc Represents a ReadRequest.
         * @constructor
         * @param {pb.ReadRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var ReadRequest = function (properties) {
            this.columns = [];
            this.join = [];
            this.segments = [];
            this.shardingKeys = [];
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ReadRequest session.
         * @member {pb.Session.$Properties|null|undefined} session
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.session = null;

        /**
         * ReadRequest backend.
         * @member {string} backend
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.backend = "";

        /**
         * ReadRequest schema.
         * @member {pb.TableSchema.$Properties|null|undefined} schema
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.schema = null;

        /**
         * ReadRequest dataFormat.
         * @member {string} dataFormat
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.dataFormat = "";

        /**
         * ReadRequest rowLayout.
         * @member {boolean} rowLayout
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.rowLayout = false;

        /**
         * ReadRequest multiIndex.
         * @member {boolean} multiIndex
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.multiIndex = false;

        /**
         * ReadRequest query.
         * @member {string} query
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.query = "";

        /**
         * ReadRequest table.
         * @member {string} table
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.table = "";

        /**
         * ReadRequest columns.
         * @member {Array.<string>} columns
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.columns = $util.emptyArray;

        /**
         * ReadRequest filter.
         * @member {string} filter
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.filter = "";

        /**
         * ReadRequest groupBy.
         * @member {string} groupBy
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.groupBy = "";

        /**
         * ReadRequest join.
         * @member {Array.<pb.JoinStruct.$Properties>} join
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.join = $util.emptyArray;

        /**
         * ReadRequest limit.
         * @member {Long} limit
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.limit = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * ReadRequest messageLimit.
         * @member {Long} messageLimit
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.messageLimit = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * ReadRequest marker.
         * @member {string} marker
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.marker = "";

        /**
         * ReadRequest segments.
         * @member {Array.<Long>} segments
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.segments = $util.emptyArray;

        /**
         * ReadRequest totalSegments.
         * @member {Long} totalSegments
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.totalSegments = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * ReadRequest shardingKeys.
         * @member {Array.<string>} shardingKeys
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.shardingKeys = $util.emptyArray;

        /**
         * ReadRequest sortKeyRangeStart.
         * @member {string} sortKeyRangeStart
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.sortKeyRangeStart = "";

        /**
         * ReadRequest sortKeyRangeEnd.
         * @member {string} sortKeyRangeEnd
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.sortKeyRangeEnd = "";

        /**
         * ReadRequest start.
         * @member {string} start
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.start = "";

        /**
         * ReadRequest end.
         * @member {string} end
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.end = "";

        /**
         * ReadRequest step.
         * @member {string} step
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.step = "";

        /**
         * ReadRequest aggregators.
         * @member {string} aggregators
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.aggregators = "";

        /**
         * ReadRequest seek.
         * @member {string} seek
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.seek = "";

        /**
         * ReadRequest shardId.
         * @member {string} shardId
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.shardId = "";

        /**
         * ReadRequest sequence.
         * @member {Long} sequence
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * ReadRequest aggregationWindow.
         * @member {string} aggregationWindow
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.aggregationWindow = "";

        /**
         * ReadRequest resetIndex.
         * @member {boolean} resetIndex
         * @memberof pb.ReadRequest
         * @instance
         */
        ReadRequest.prototype.resetIndex = false;

        /**
         * Creates a new ReadRequest instance using the specified properties.
         * @function create
         * @memberof pb.ReadRequest
         * @static
         * @param {pb.ReadRequest.$Properties=} [properties] Properties to set
         * @returns {pb.ReadRequest} ReadRequest instance
         * @type {{
         *   (properties: pb.ReadRequest.$Shape): pb.ReadRequest & pb.ReadRequest.$Shape;
         *   (properties?: pb.ReadRequest.$Properties): pb.ReadRequest;
         * }}
         */
        ReadRequest.create = function(properties) {
            return new ReadRequest(properties);
        };

        /**
         * Encodes the specified ReadRequest message. Does not implicitly {@link pb.ReadRequest.verify|verify} messages.
         * @function encode
         * @memberof pb.ReadRequest
         * @static
         * @param {pb.ReadRequest.$Properties} message ReadRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ReadRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                $root.pb.Session.encode(message.session, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.backend != null && $Object.hasOwnProperty.call(message, "backend") && message.backend !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.backend);
            if (message.schema != null && $Object.hasOwnProperty.call(message, "schema"))
                $root.pb.TableSchema.encode(message.schema, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.dataFormat != null && $Object.hasOwnProperty.call(message, "dataFormat") && message.dataFormat !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.dataFormat);
            if (message.rowLayout != null && $Object.hasOwnProperty.call(message, "rowLayout") && message.rowLayout !== false)
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.rowLayout);
            if (message.multiIndex != null && $Object.hasOwnProperty.call(message, "multiIndex") && message.multiIndex !== false)
                writer.uint32(/* id 6, wireType 0 =*/48).bool(message.multiIndex);
            if (message.query != null && $Object.hasOwnProperty.call(message, "query") && message.query !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.query);
            if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
                writer.uint32(/* id 8, wireType 2 =*/66).string(message.table);
            if (message.columns != null && message.columns.length)
                for (var i = 0; i < message.columns.length; ++i)
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.columns[i]);
            if (message.filter != null && $Object.hasOwnProperty.call(message, "filter") && message.filter !== "")
                writer.uint32(/* id 10, wireType 2 =*/82).string(message.filter);
            if (message.groupBy != null && $Object.hasOwnProperty.call(message, "groupBy") && message.groupBy !== "")
                writer.uint32(/* id 11, wireType 2 =*/90).string(message.groupBy);
            if (message.join != null && message.join.length)
                for (var i = 0; i < message.join.length; ++i)
                    $root.pb.JoinStruct.encode(message.join[i], writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && (typeof message.limit === "object" ? message.limit.low || message.limit.high : message.limit !== 0))
                writer.uint32(/* id 13, wireType 0 =*/104).int64(message.limit);
            if (message.messageLimit != null && $Object.hasOwnProperty.call(message, "messageLimit") && (typeof message.messageLimit === "object" ? message.messageLimit.low || message.messageLimit.high : message.messageLimit !== 0))
                writer.uint32(/* id 14, wireType 0 =*/112).int64(message.messageLimit);
            if (message.marker != null && $Object.hasOwnProperty.call(message, "marker") && message.marker !== "")
                writer.uint32(/* id 15, wireType 2 =*/122).string(message.marker);
            if (message.segments != null && message.segments.length)
                writer.uint32(/* id 16, wireType 2 =*/130).int64s(message.segments);
            if (message.totalSegments != null && $Object.hasOwnProperty.call(message, "totalSegments") && (typeof message.totalSegments === "object" ? message.totalSegments.low || message.totalSegments.high : message.totalSegments !== 0))
                writer.uint32(/* id 17, wireType 0 =*/136).int64(message.totalSegments);
            if (message.shardingKeys != null && message.shardingKeys.length)
                for (var i = 0; i < message.shardingKeys.length; ++i)
                    writer.uint32(/* id 18, wireType 2 =*/146).string(message.shardingKeys[i]);
            if (message.sortKeyRangeStart != null && $Object.hasOwnProperty.call(message, "sortKeyRangeStart") && message.sortKeyRangeStart !== "")
                writer.uint32(/* id 19, wireType 2 =*/154).string(message.sortKeyRangeStart);
            if (message.sortKeyRangeEnd != null && $Object.hasOwnProperty.call(message, "sortKeyRangeEnd") && message.sortKeyRangeEnd !== "")
                writer.uint32(/* id 20, wireType 2 =*/162).string(message.sortKeyRangeEnd);
            if (message.start != null && $Object.hasOwnProperty.call(message, "start") && message.start !== "")
                writer.uint32(/* id 21, wireType 2 =*/170).string(message.start);
            if (message.end != null && $Object.hasOwnProperty.call(message, "end") && message.end !== "")
                writer.uint32(/* id 22, wireType 2 =*/178).string(message.end);
            if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== "")
                writer.uint32(/* id 23, wireType 2 =*/186).string(message.step);
            if (message.aggregators != null && $Object.hasOwnProperty.call(message, "aggregators") && message.aggregators !== "")
                writer.uint32(/* id 24, wireType 2 =*/194).string(message.aggregators);
            if (message.seek != null && $Object.hasOwnProperty.call(message, "seek") && message.seek !== "")
                writer.uint32(/* id 25, wireType 2 =*/202).string(message.seek);
            if (message.shardId != null && $Object.hasOwnProperty.call(message, "shardId") && message.shardId !== "")
                writer.uint32(/* id 26, wireType 2 =*/210).string(message.shardId);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(/* id 27, wireType 0 =*/216).int64(message.sequence);
            if (message.aggregationWindow != null && $Object.hasOwnProperty.call(message, "aggregationWindow") && message.aggregationWindow !== "")
                writer.uint32(/* id 28, wireType 2 =*/226).string(message.aggregationWindow);
            if (message.resetIndex != null && $Object.hasOwnProperty.call(message, "resetIndex") && message.resetIndex !== false)
                writer.uint32(/* id 29, wireType 0 =*/232).bool(message.resetIndex);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ReadRequest message from the specified reader or buffer.
         * @function decode
         * @memberof pb.ReadRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.ReadRequest & pb.ReadRequest.$Shape} ReadRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ReadRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.ReadRequest();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.session = $root.pb.Session.decode(reader, reader.size(), $undefined, _depth + 1, message.session);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.backend = value;
                        else
                            delete message.backend;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.schema = $root.pb.TableSchema.decode(reader, reader.size(), $undefined, _depth + 1, message.schema);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.dataFormat = value;
                        else
                            delete message.dataFormat;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.rowLayout = value;
                        else
                            delete message.rowLayout;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.multiIndex = value;
                        else
                            delete message.multiIndex;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.query = value;
                        else
                            delete message.query;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.table = value;
                        else
                            delete message.table;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if (!(message.columns && message.columns.length))
                            message.columns = [];
                        message.columns.push(reader.stringVerify());
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.filter = value;
                        else
                            delete message.filter;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.groupBy = value;
                        else
                            delete message.groupBy;
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if (!(message.join && message.join.length))
                            message.join = [];
                        message.join.push($root.pb.JoinStruct.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.limit = value;
                        else
                            delete message.limit;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.messageLimit = value;
                        else
                            delete message.messageLimit;
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.marker = value;
                        else
                            delete message.marker;
                        continue;
                    }
                case 16: {
                        if (wireType === 2) {
                            if (!(message.segments && message.segments.length))
                                message.segments = [];
                            reader.int64s(message.segments);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.segments && message.segments.length))
                            message.segments = [];
                        message.segments.push(reader.int64());
                        continue;
                    }
                case 17: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.totalSegments = value;
                        else
                            delete message.totalSegments;
                        continue;
                    }
                case 18: {
                        if (wireType !== 2)
                            break;
                        if (!(message.shardingKeys && message.shardingKeys.length))
                            message.shardingKeys = [];
                        message.shardingKeys.push(reader.stringVerify());
                        continue;
                    }
                case 19: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.sortKeyRangeStart = value;
                        else
                            delete message.sortKeyRangeStart;
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.sortKeyRangeEnd = value;
                        else
                            delete message.sortKeyRangeEnd;
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.start = value;
                        else
                            delete message.start;
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.end = value;
                        else
                            delete message.end;
                        continue;
                    }
                case 23: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.step = value;
                        else
                            delete message.step;
                        continue;
                    }
                case 24: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.aggregators = value;
                        else
                            delete message.aggregators;
                        continue;
                    }
                case 25: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.seek = value;
                        else
                            delete message.seek;
                        continue;
                    }
                case 26: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.shardId = value;
                        else
                            delete message.shardId;
                        continue;
                    }
                case 27: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 28: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.aggregationWindow = value;
                        else
                            delete message.aggregationWindow;
                        continue;
                    }
                case 29: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.resetIndex = value;
                        else
                            delete message.resetIndex;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ReadRequest;
    })();

    pb.InitialWriteRequest = (function() {

        /**
         * Properties of an InitialWriteRequest.
         * @typedef {Object} pb.InitialWriteRequest.$Properties
         * @property {pb.Session.$Properties|null} [session] InitialWriteRequest session
         * @property {string|null} [backend] InitialWriteRequest backend
         * @property {string|null} [table] InitialWriteRequest table
         * @property {pb.Frame.$Properties|null} [initialData] InitialWriteRequest initialData
         * @property {string|null} [expression] InitialWriteRequest expression
         * @property {boolean|null} [more] InitialWriteRequest more
         * @property {Array.<string>|null} [partitionKeys] InitialWriteRequest partitionKeys
         * @property {string|null} [condition] InitialWriteRequest condition
         * @property {string|null} [saveMode] InitialWriteRequest saveMode
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an InitialWriteRequest.
         * @memberof pb
         * @interface IInitialWriteRequest
         * @augments pb.InitialWriteRequest.$Properties
         * @deprecated Use pb.InitialWriteRequest.$Properties instead.
         */

        /**
         * Shape of an InitialWriteRequest.
         * @typedef {{
         *   session?: pb.Session.$Shape|null;
         *   backend?: string|null;
         *   table?: string|null;
         *   initialData?: pb.Frame.$Shape|null;
         *   expression?: string|null;
         *   more?: boolean|null;
         *   partitionKeys?: Array.<string>|null;
         *   condition?: string|null;
         *   saveMode?: string|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} pb.InitialWriteRequest.$Shape
         */

        /**
         * Constructs a new InitialWriteRequest.
         * @memberof pb
         * @classdesc Represents an InitialWriteRequest.
         * @constructor
         * @param {pb.InitialWriteRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var InitialWriteRequest = function (properties) {
            this.partitionKeys = [];
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * InitialWriteRequest session.
         * @member {pb.Session.$Properties|null|undefined} session
         * @memberof pb.InitialWriteRequest
         * @instance
         */
        InitialWriteRequest.prototype.session = null;

        /**
         * InitialWriteRequest backend.
         * @member {string} backend
         * @memberof pb.InitialWriteRequest
         * @instance
         */
        InitialWriteRequest.prototype.backend = "";

        /**
         * InitialWriteRequest table.
         * @member {string} table
         * @memberof pb.InitialWriteRequest
         * @instance
         */
        InitialWriteRequest.prototype.table = "";

        /**
         * InitialWriteRequest initialData.
         * @member {pb.Frame.$Properties|null|undefined} initialData
         * @memberof pb.InitialWriteRequest
         * @instance
         */
        InitialWriteRequest.prototype.initialData = null;

        /**
         * InitialWriteRequest expression.
         * @member {string} expression
         * @memberof pb.InitialWriteRequest
         * @instance
         */
        InitialWriteRequest.prototype.expression = "";

        /**
         * InitialWriteRequest more.
         * @member {boolean} more
         * @memberof pb.InitialWriteRequest
         * @instance
         */
        InitialWriteRequest.prototype.more = false;

        /**
         * InitialWriteRequest partitionKeys.
         * @member {Array.<string>} partitionKeys
         * @memberof pb.InitialWriteRequest
         * @instance
         */
        InitialWriteRequest.prototype.partitionKeys = $util.emptyArray;

        /**
         * InitialWriteRequest condition.
         * @member {string} condition
         * @memberof pb.InitialWriteRequest
         * @instance
         */
        InitialWriteRequest.prototype.condition = "";

        /**
         * InitialWriteRequest saveMode.
         * @member {string} saveMode
         * @memberof pb.InitialWriteRequest
         * @instance
         */
        InitialWriteRequest.prototype.saveMode = "";

        /**
         * Creates a new InitialWriteRequest instance using the specified properties.
         * @function create
         * @memberof pb.InitialWriteRequest
         * @static
         * @param {pb.InitialWriteRequest.$Properties=} [properties] Properties to set
         * @returns {pb.InitialWriteRequest} InitialWriteRequest instance
         * @type {{
         *   (properties: pb.InitialWriteRequest.$Shape): pb.InitialWriteRequest & pb.InitialWriteRequest.$Shape;
         *   (properties?: pb.InitialWriteRequest.$Properties): pb.InitialWriteRequest;
         * }}
         */
        InitialWriteRequest.create = function(properties) {
            return new InitialWriteRequest(properties);
        };

        /**
         * Encodes the specified InitialWriteRequest message. Does not implicitly {@link pb.InitialWriteRequest.verify|verify} messages.
         * @function encode
         * @memberof pb.InitialWriteRequest
         * @static
         * @param {pb.InitialWriteRequest.$Properties} message InitialWriteRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        InitialWriteRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                $root.pb.Session.encode(message.session, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.backend != null && $Object.hasOwnProperty.call(message, "backend") && message.backend !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.backend);
            if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.table);
            if (message.initialData != null && $Object.hasOwnProperty.call(message, "initialData"))
                $root.pb.Frame.encode(message.initialData, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.expression != null && $Object.hasOwnProperty.call(message, "expression") && message.expression !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.expression);
            if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                writer.uint32(/* id 6, wireType 0 =*/48).bool(message.more);
            if (message.partitionKeys != null && message.partitionKeys.length)
                for (var i = 0; i < message.partitionKeys.length; ++i)
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.partitionKeys[i]);
            if (message.condition != null && $Object.hasOwnProperty.call(message, "condition") && message.condition !== "")
                writer.uint32(/* id 8, wireType 2 =*/66).string(message.condition);
            if (message.saveMode != null && $Object.hasOwnProperty.call(message, "saveMode") && message.saveMode !== "")
                writer.uint32(/* id 9, wireType 2 =*/74).string(message.saveMode);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an InitialWriteRequest message from the specified reader or buffer.
         * @function decode
         * @memberof pb.InitialWriteRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.InitialWriteRequest & pb.InitialWriteRequest.$Shape} InitialWriteRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        InitialWriteRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.InitialWriteRequest();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.session = $root.pb.Session.decode(reader, reader.size(), $undefined, _depth + 1, message.session);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.backend = value;
                        else
                            delete message.backend;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.table = value;
                        else
                            delete message.table;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.initialData = $root.pb.Frame.decode(reader, reader.size(), $undefined, _depth + 1, message.initialData);
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.expression = value;
                        else
                            delete message.expression;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.more = value;
                        else
                            delete message.more;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.partitionKeys && message.partitionKeys.length))
                            message.partitionKeys = [];
                        message.partitionKeys.push(reader.stringVerify());
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.condition = value;
                        else
                            delete message.condition;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.saveMode = value;
                        else
                            delete message.saveMode;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return InitialWriteRequest;
    })();

    pb.WriteRequest = (function() {

        /**
         * Properties of a WriteRequest.
         * @typedef {Object} pb.WriteRequest.$Properties
         * @property {pb.InitialWriteRequest.$Properties|null} [request] WriteRequest request
         * @property {pb.Frame.$Properties|null} [frame] WriteRequest frame
         * @property {"request"|"frame"} [type] WriteRequest type
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WriteRequest.
         * @memberof pb
         * @interface IWriteRequest
         * @augments pb.WriteRequest.$Properties
         * @deprecated Use pb.WriteRequest.$Properties instead.
         */

        /**
         * Narrowed shape of a WriteRequest.
         * @typedef {{
         *   request?: pb.InitialWriteRequest.$Shape|null;
         *   frame?: pb.Frame.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ type?: undefined; request?: null; frame?: null }|{ type?: "request"; request: pb.InitialWriteRequest.$Shape; frame?: null }|{ type?: "frame"; request?: null; frame: pb.Frame.$Shape })
         * )} pb.WriteRequest.$Shape
         */

        /**
         * Constructs a new WriteRequest.
         * @memberof pb
         * @classdesc Represents a WriteRequest.
         * @constructor
         * @param {pb.WriteRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var WriteRequest = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WriteRequest request.
         * @member {pb.InitialWriteRequest.$Properties|null|undefined} request
         * @memberof pb.WriteRequest
         * @instance
         */
        WriteRequest.prototype.request = null;

        /**
         * WriteRequest frame.
         * @member {pb.Frame.$Properties|null|undefined} frame
         * @memberof pb.WriteRequest
         * @instance
         */
        WriteRequest.prototype.frame = null;

        // OneOf field names bound to virtual getters and setters
        var $oneOfFields;

        /**
         * WriteRequest type.
         * @member {"request"|"frame"|undefined} type
         * @memberof pb.WriteRequest
         * @instance
         */
        $Object.defineProperty(WriteRequest.prototype, "type", {
            get: $util.oneOfGetter($oneOfFields = ["request", "frame"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new WriteRequest instance using the specified properties.
         * @function create
         * @memberof pb.WriteRequest
         * @static
         * @param {pb.WriteRequest.$Properties=} [properties] Properties to set
         * @returns {pb.WriteRequest} WriteRequest instance
         * @type {{
         *   (properties: pb.WriteRequest.$Shape): pb.WriteRequest & pb.WriteRequest.$Shape;
         *   (properties?: pb.WriteRequest.$Properties): pb.WriteRequest;
         * }}
         */
        WriteRequest.create = function(properties) {
            return new WriteRequest(properties);
        };

        /**
         * Encodes the specified WriteRequest message. Does not implicitly {@link pb.WriteRequest.verify|verify} messages.
         * @function encode
         * @memberof pb.WriteRequest
         * @static
         * @param {pb.WriteRequest.$Properties} message WriteRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WriteRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.request != null && $Object.hasOwnProperty.call(message, "request"))
                $root.pb.InitialWriteRequest.encode(message.request, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.frame != null && $Object.hasOwnProperty.call(message, "frame"))
                $root.pb.Frame.encode(message.frame, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WriteRequest message from the specified reader or buffer.
         * @function decode
         * @memberof pb.WriteRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.WriteRequest & pb.WriteRequest.$Shape} WriteRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WriteRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.WriteRequest();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.request = $root.pb.InitialWriteRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.request);
                        message.type = "request";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.frame = $root.pb.Frame.decode(reader, reader.size(), $undefined, _depth + 1, message.frame);
                        message.type = "frame";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return WriteRequest;
    })();

    pb.WriteRespose = (function() {

        /**
         * Properties of a WriteRespose.
         * @typedef {Object} pb.WriteRespose.$Properties
         * @property {Long|null} [frames] WriteRespose frames
         * @property {Long|null} [rows] WriteRespose rows
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a WriteRespose.
         * @memberof pb
         * @interface IWriteRespose
         * @augments pb.WriteRespose.$Properties
         * @deprecated Use pb.WriteRespose.$Properties instead.
         */

        /**
         * Shape of a WriteRespose.
         * @typedef {pb.WriteRespose.$Properties} pb.WriteRespose.$Shape
         */

        /**
         * Constructs a new WriteRespose.
         * @memberof pb
         * @classdesc Represents a WriteRespose.
         * @constructor
         * @param {pb.WriteRespose.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var WriteRespose = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * WriteRespose frames.
         * @member {Long} frames
         * @memberof pb.WriteRespose
         * @instance
         */
        WriteRespose.prototype.frames = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * WriteRespose rows.
         * @member {Long} rows
         * @memberof pb.WriteRespose
         * @instance
         */
        WriteRespose.prototype.rows = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new WriteRespose instance using the specified properties.
         * @function create
         * @memberof pb.WriteRespose
         * @static
         * @param {pb.WriteRespose.$Properties=} [properties] Properties to set
         * @returns {pb.WriteRespose} WriteRespose instance
         * @type {{
         *   (properties: pb.WriteRespose.$Shape): pb.WriteRespose & pb.WriteRespose.$Shape;
         *   (properties?: pb.WriteRespose.$Properties): pb.WriteRespose;
         * }}
         */
        WriteRespose.create = function(properties) {
            return new WriteRespose(properties);
        };

        /**
         * Encodes the specified WriteRespose message. Does not implicitly {@link pb.WriteRespose.verify|verify} messages.
         * @function encode
         * @memberof pb.WriteRespose
         * @static
         * @param {pb.WriteRespose.$Properties} message WriteRespose message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        WriteRespose.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.frames != null && $Object.hasOwnProperty.call(message, "frames") && (typeof message.frames === "object" ? message.frames.low || message.frames.high : message.frames !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).int64(message.frames);
            if (message.rows != null && $Object.hasOwnProperty.call(message, "rows") && (typeof message.rows === "object" ? message.rows.low || message.rows.high : message.rows !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).int64(message.rows);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a WriteRespose message from the specified reader or buffer.
         * @function decode
         * @memberof pb.WriteRespose
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.WriteRespose & pb.WriteRespose.$Shape} WriteRespose
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        WriteRespose.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.WriteRespose();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.frames = value;
                        else
                            delete message.frames;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.rows = value;
                        else
                            delete message.rows;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return WriteRespose;
    })();

    pb.CreateRequest = (function() {

        /**
         * Properties of a CreateRequest.
         * @typedef {Object} pb.CreateRequest.$Properties
         * @property {pb.Session.$Properties|null} [session] CreateRequest session
         * @property {string|null} [backend] CreateRequest backend
         * @property {string|null} [table] CreateRequest table
         * @property {pb.TableSchema.$Properties|null} [schema] CreateRequest schema
         * @property {pb.ErrorOptions|null} [ifExists] CreateRequest ifExists
         * @property {string|null} [rate] CreateRequest rate
         * @property {string|null} [aggregates] CreateRequest aggregates
         * @property {string|null} [aggregationGranularity] CreateRequest aggregationGranularity
         * @property {Long|null} [shards] CreateRequest shards
         * @property {Long|null} [retentionHours] CreateRequest retentionHours
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CreateRequest.
         * @memberof pb
         * @interface ICreateRequest
         * @augments pb.CreateRequest.$Properties
         * @deprecated Use pb.CreateRequest.$Properties instead.
         */

        /**
         * Shape of a CreateRequest.
         * @typedef {{
         *   session?: pb.Session.$Shape|null;
         *   backend?: string|null;
         *   table?: string|null;
         *   schema?: pb.TableSchema.$Shape|null;
         *   ifExists?: pb.ErrorOptions|null;
         *   rate?: string|null;
         *   aggregates?: string|null;
         *   aggregationGranularity?: string|null;
         *   shards?: Long|null;
         *   retentionHours?: Long|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} pb.CreateRequest.$Shape
         */

        /**
         * Constructs a new CreateRequest.
         * @memberof pb
         * @classdesc Represents a CreateRequest.
         * @constructor
         * @param {pb.CreateRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var CreateRequest = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CreateRequest session.
         * @member {pb.Session.$Properties|null|undefined} session
         * @memberof pb.CreateRequest
         * @instance
         */
        CreateRequest.prototype.session = null;

        /**
         * CreateRequest backend.
         * @member {string} backend
         * @memberof pb.CreateRequest
         * @instance
         */
        CreateRequest.prototype.backend = "";

        /**
         * CreateRequest table.
         * @member {string} table
         * @memberof pb.CreateRequest
         * @instance
         */
        CreateRequest.prototype.table = "";

        /**
         * CreateRequest schema.
         * @member {pb.TableSchema.$Properties|null|undefined} schema
         * @memberof pb.CreateRequest
         * @instance
         */
        CreateRequest.prototype.schema = null;

        /**
         * CreateRequest ifExists.
         * @member {pb.ErrorOptions} ifExists
         * @memberof pb.CreateRequest
         * @instance
         */
        CreateRequest.prototype.ifExists = 0;

        /**
         * CreateRequest rate.
         * @member {string} rate
         * @memberof pb.CreateRequest
         * @instance
         */
        CreateRequest.prototype.rate = "";

        /**
         * CreateRequest aggregates.
         * @member {string} aggregates
         * @memberof pb.CreateRequest
         * @instance
         */
        CreateRequest.prototype.aggregates = "";

        /**
         * CreateRequest aggregationGranularity.
         * @member {string} aggregationGranularity
         * @memberof pb.CreateRequest
         * @instance
         */
        CreateRequest.prototype.aggregationGranularity = "";

        /**
         * CreateRequest shards.
         * @member {Long} shards
         * @memberof pb.CreateRequest
         * @instance
         */
        CreateRequest.prototype.shards = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * CreateRequest retentionHours.
         * @member {Long} retentionHours
         * @memberof pb.CreateRequest
         * @instance
         */
        CreateRequest.prototype.retentionHours = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new CreateRequest instance using the specified properties.
         * @function create
         * @memberof pb.CreateRequest
         * @static
         * @param {pb.CreateRequest.$Properties=} [properties] Properties to set
         * @returns {pb.CreateRequest} CreateRequest instance
         * @type {{
         *   (properties: pb.CreateRequest.$Shape): pb.CreateRequest & pb.CreateRequest.$Shape;
         *   (properties?: pb.CreateRequest.$Properties): pb.CreateRequest;
         * }}
         */
        CreateRequest.create = function(properties) {
            return new CreateRequest(properties);
        };

        /**
         * Encodes the specified CreateRequest message. Does not implicitly {@link pb.CreateRequest.verify|verify} messages.
         * @function encode
         * @memberof pb.CreateRequest
         * @static
         * @param {pb.CreateRequest.$Properties} message CreateRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CreateRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                $root.pb.Session.encode(message.session, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.backend != null && $Object.hasOwnProperty.call(message, "backend") && message.backend !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.backend);
            if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.table);
            if (message.schema != null && $Object.hasOwnProperty.call(message, "schema"))
                $root.pb.TableSchema.encode(message.schema, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.ifExists != null && $Object.hasOwnProperty.call(message, "ifExists") && message.ifExists !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).int32(message.ifExists);
            if (message.rate != null && $Object.hasOwnProperty.call(message, "rate") && message.rate !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.rate);
            if (message.aggregates != null && $Object.hasOwnProperty.call(message, "aggregates") && message.aggregates !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.aggregates);
            if (message.aggregationGranularity != null && $Object.hasOwnProperty.call(message, "aggregationGranularity") && message.aggregationGranularity !== "")
                writer.uint32(/* id 8, wireType 2 =*/66).string(message.aggregationGranularity);
            if (message.shards != null && $Object.hasOwnProperty.call(message, "shards") && (typeof message.shards === "object" ? message.shards.low || message.shards.high : message.shards !== 0))
                writer.uint32(/* id 9, wireType 0 =*/72).int64(message.shards);
            if (message.retentionHours != null && $Object.hasOwnProperty.call(message, "retentionHours") && (typeof message.retentionHours === "object" ? message.retentionHours.low || message.retentionHours.high : message.retentionHours !== 0))
                writer.uint32(/* id 10, wireType 0 =*/80).int64(message.retentionHours);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CreateRequest message from the specified reader or buffer.
         * @function decode
         * @memberof pb.CreateRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.CreateRequest & pb.CreateRequest.$Shape} CreateRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CreateRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.CreateRequest();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.session = $root.pb.Session.decode(reader, reader.size(), $undefined, _depth + 1, message.session);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.backend = value;
                        else
                            delete message.backend;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.table = value;
                        else
                            delete message.table;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.schema = $root.pb.TableSchema.decode(reader, reader.size(), $undefined, _depth + 1, message.schema);
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.ifExists = value;
                        else
                            delete message.ifExists;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.rate = value;
                        else
                            delete message.rate;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.aggregates = value;
                        else
                            delete message.aggregates;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.aggregationGranularity = value;
                        else
                            delete message.aggregationGranularity;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.shards = value;
                        else
                            delete message.shards;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.retentionHours = value;
                        else
                            delete message.retentionHours;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CreateRequest;
    })();

    pb.CreateResponse = (function() {

        /**
         * Properties of a CreateResponse.
         * @typedef {Object} pb.CreateResponse.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CreateResponse.
         * @memberof pb
         * @interface ICreateResponse
         * @augments pb.CreateResponse.$Properties
         * @deprecated Use pb.CreateResponse.$Properties instead.
         */

        /**
         * Shape of a CreateResponse.
         * @typedef {pb.CreateResponse.$Properties} pb.CreateResponse.$Shape
         */

        /**
         * Constructs a new CreateResponse.
         * @memberof pb
         * @classdesc Represents a CreateResponse.
         * @constructor
         * @param {pb.CreateResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var CreateResponse = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Creates a new CreateResponse instance using the specified properties.
         * @function create
         * @memberof pb.CreateResponse
         * @static
         * @param {pb.CreateResponse.$Properties=} [properties] Properties to set
         * @returns {pb.CreateResponse} CreateResponse instance
         * @type {{
         *   (properties: pb.CreateResponse.$Shape): pb.CreateResponse & pb.CreateResponse.$Shape;
         *   (properties?: pb.CreateResponse.$Properties): pb.CreateResponse;
         * }}
         */
        CreateResponse.create = function(properties) {
            return new CreateResponse(properties);
        };

        /**
         * Encodes the specified CreateResponse message. Does not implicitly {@link pb.CreateResponse.verify|verify} messages.
         * @function encode
         * @memberof pb.CreateResponse
         * @static
         * @param {pb.CreateResponse.$Properties} message CreateResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CreateResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CreateResponse message from the specified reader or buffer.
         * @function decode
         * @memberof pb.CreateResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.CreateResponse & pb.CreateResponse.$Shape} CreateResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CreateResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.CreateResponse();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CreateResponse;
    })();

    pb.DeleteRequest = (function() {

        /**
         * Properties of a DeleteRequest.
         * @typedef {Object} pb.DeleteRequest.$Properties
         * @property {pb.Session.$Properties|null} [session] DeleteRequest session
         * @property {string|null} [backend] DeleteRequest backend
         * @property {string|null} [table] DeleteRequest table
         * @property {string|null} [filter] DeleteRequest filter
         * @property {pb.ErrorOptions|null} [ifMissing] DeleteRequest ifMissing
         * @property {string|null} [start] DeleteRequest start
         * @property {string|null} [end] DeleteRequest end
         * @property {Array.<string>|null} [metrics] DeleteRequest metrics
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DeleteRequest.
         * @memberof pb
         * @interface IDeleteRequest
         * @augments pb.DeleteRequest.$Properties
         * @deprecated Use pb.DeleteRequest.$Properties instead.
         */

        /**
         * Shape of a DeleteRequest.
         * @typedef {pb.DeleteRequest.$Properties} pb.DeleteRequest.$Shape
         */

        /**
         * Constructs a new DeleteRequest.
         * @memberof pb
         * @classdesc Represents a DeleteRequest.
         * @constructor
         * @param {pb.DeleteRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var DeleteRequest = function (properties) {
            this.metrics = [];
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * DeleteRequest session.
         * @member {pb.Session.$Properties|null|undefined} session
         * @memberof pb.DeleteRequest
         * @instance
         */
        DeleteRequest.prototype.session = null;

        /**
         * DeleteRequest backend.
         * @member {string} backend
         * @memberof pb.DeleteRequest
         * @instance
         */
        DeleteRequest.prototype.backend = "";

        /**
         * DeleteRequest table.
         * @member {string} table
         * @memberof pb.DeleteRequest
         * @instance
         */
        DeleteRequest.prototype.table = "";

        /**
         * DeleteRequest filter.
         * @member {string} filter
         * @memberof pb.DeleteRequest
         * @instance
         */
        DeleteRequest.prototype.filter = "";

        /**
         * DeleteRequest ifMissing.
         * @member {pb.ErrorOptions} ifMissing
         * @memberof pb.DeleteRequest
         * @instance
         */
        DeleteRequest.prototype.ifMissing = 0;

        /**
         * DeleteRequest start.
         * @member {string} start
         * @memberof pb.DeleteRequest
         * @instance
         */
        DeleteRequest.prototype.start = "";

        /**
         * DeleteRequest end.
         * @member {string} end
         * @memberof pb.DeleteRequest
         * @instance
         */
        DeleteRequest.prototype.end = "";

        /**
         * DeleteRequest metrics.
         * @member {Array.<string>} metrics
         * @memberof pb.DeleteRequest
         * @instance
         */
        DeleteRequest.prototype.metrics = $util.emptyArray;

        /**
         * Creates a new DeleteRequest instance using the specified properties.
         * @function create
         * @memberof pb.DeleteRequest
         * @static
         * @param {pb.DeleteRequest.$Properties=} [properties] Properties to set
         * @returns {pb.DeleteRequest} DeleteRequest instance
         * @type {{
         *   (properties: pb.DeleteRequest.$Shape): pb.DeleteRequest & pb.DeleteRequest.$Shape;
         *   (properties?: pb.DeleteRequest.$Properties): pb.DeleteRequest;
         * }}
         */
        DeleteRequest.create = function(properties) {
            return new DeleteRequest(properties);
        };

        /**
         * Encodes the specified DeleteRequest message. Does not implicitly {@link pb.DeleteRequest.verify|verify} messages.
         * @function encode
         * @memberof pb.DeleteRequest
         * @static
         * @param {pb.DeleteRequest.$Properties} message DeleteRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DeleteRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                $root.pb.Session.encode(message.session, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.backend != null && $Object.hasOwnProperty.call(message, "backend") && message.backend !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.backend);
            if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.table);
            if (message.filter != null && $Object.hasOwnProperty.call(message, "filter") && message.filter !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.filter);
            if (message.ifMissing != null && $Object.hasOwnProperty.call(message, "ifMissing") && message.ifMissing !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).int32(message.ifMissing);
            if (message.start != null && $Object.hasOwnProperty.call(message, "start") && message.start !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.start);
            if (message.end != null && $Object.hasOwnProperty.call(message, "end") && message.end !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.end);
            if (message.metrics != null && message.metrics.length)
                for (var i = 0; i < message.metrics.length; ++i)
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.metrics[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a DeleteRequest message from the specified reader or buffer.
         * @function decode
         * @memberof pb.DeleteRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.DeleteRequest & pb.DeleteRequest.$Shape} DeleteRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DeleteRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.DeleteRequest();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.session = $root.pb.Session.decode(reader, reader.size(), $undefined, _depth + 1, message.session);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.backend = value;
                        else
                            delete message.backend;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.table = value;
                        else
                            delete message.table;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.filter = value;
                        else
                            delete message.filter;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.ifMissing = value;
                        else
                            delete message.ifMissing;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.start = value;
                        else
                            delete message.start;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.end = value;
                        else
                            delete message.end;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.metrics && message.metrics.length))
                            message.metrics = [];
                        message.metrics.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return DeleteRequest;
    })();

    pb.DeleteResponse = (function() {

        /**
         * Properties of a DeleteResponse.
         * @typedef {Object} pb.DeleteResponse.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DeleteResponse.
         * @memberof pb
         * @interface IDeleteResponse
         * @augments pb.DeleteResponse.$Properties
         * @deprecated Use pb.DeleteResponse.$Properties instead.
         */

        /**
         * Shape of a DeleteResponse.
         * @typedef {pb.DeleteResponse.$Properties} pb.DeleteResponse.$Shape
         */

        /**
         * Constructs a new DeleteResponse.
         * @memberof pb
         * @classdesc Represents a DeleteResponse.
         * @constructor
         * @param {pb.DeleteResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var DeleteResponse = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Creates a new DeleteResponse instance using the specified properties.
         * @function create
         * @memberof pb.DeleteResponse
         * @static
         * @param {pb.DeleteResponse.$Properties=} [properties] Properties to set
         * @returns {pb.DeleteResponse} DeleteResponse instance
         * @type {{
         *   (properties: pb.DeleteResponse.$Shape): pb.DeleteResponse & pb.DeleteResponse.$Shape;
         *   (properties?: pb.DeleteResponse.$Properties): pb.DeleteResponse;
         * }}
         */
        DeleteResponse.create = function(properties) {
            return new DeleteResponse(properties);
        };

        /**
         * Encodes the specified DeleteResponse message. Does not implicitly {@link pb.DeleteResponse.verify|verify} messages.
         * @function encode
         * @memberof pb.DeleteResponse
         * @static
         * @param {pb.DeleteResponse.$Properties} message DeleteResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DeleteResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a DeleteResponse message from the specified reader or buffer.
         * @function decode
         * @memberof pb.DeleteResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.DeleteResponse & pb.DeleteResponse.$Shape} DeleteResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DeleteResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.DeleteResponse();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return DeleteResponse;
    })();

    pb.VersionRequest = (function() {

        /**
         * Properties of a VersionRequest.
         * @typedef {Object} pb.VersionRequest.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a VersionRequest.
         * @memberof pb
         * @interface IVersionRequest
         * @augments pb.VersionRequest.$Properties
         * @deprecated Use pb.VersionRequest.$Properties instead.
         */

        /**
         * Shape of a VersionRequest.
         * @typedef {pb.VersionRequest.$Properties} pb.VersionRequest.$Shape
         */

        /**
         * Constructs a new VersionRequest.
         * @memberof pb
         * @classdesc Represents a VersionRequest.
         * @constructor
         * @param {pb.VersionRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var VersionRequest = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Creates a new VersionRequest instance using the specified properties.
         * @function create
         * @memberof pb.VersionRequest
         * @static
         * @param {pb.VersionRequest.$Properties=} [properties] Properties to set
         * @returns {pb.VersionRequest} VersionRequest instance
         * @type {{
         *   (properties: pb.VersionRequest.$Shape): pb.VersionRequest & pb.VersionRequest.$Shape;
         *   (properties?: pb.VersionRequest.$Properties): pb.VersionRequest;
         * }}
         */
        VersionRequest.create = function(properties) {
            return new VersionRequest(properties);
        };

        /**
         * Encodes the specified VersionRequest message. Does not implicitly {@link pb.VersionRequest.verify|verify} messages.
         * @function encode
         * @memberof pb.VersionRequest
         * @static
         * @param {pb.VersionRequest.$Properties} message VersionRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        VersionRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a VersionRequest message from the specified reader or buffer.
         * @function decode
         * @memberof pb.VersionRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.VersionRequest & pb.VersionRequest.$Shape} VersionRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        VersionRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.VersionRequest();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return VersionRequest;
    })();

    pb.VersionResponse = (function() {

        /**
         * Properties of a VersionResponse.
         * @typedef {Object} pb.VersionResponse.$Properties
         * @property {string|null} [version] VersionResponse version
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a VersionResponse.
         * @memberof pb
         * @interface IVersionResponse
         * @augments pb.VersionResponse.$Properties
         * @deprecated Use pb.VersionResponse.$Properties instead.
         */

        /**
         * Shape of a VersionResponse.
         * @typedef {pb.VersionResponse.$Properties} pb.VersionResponse.$Shape
         */

        /**
         * Constructs a new VersionResponse.
         * @memberof pb
         * @classdesc Represents a VersionResponse.
         * @constructor
         * @param {pb.VersionResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var VersionResponse = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * VersionResponse version.
         * @member {string} version
         * @memberof pb.VersionResponse
         * @instance
         */
        VersionResponse.prototype.version = "";

        /**
         * Creates a new VersionResponse instance using the specified properties.
         * @function create
         * @memberof pb.VersionResponse
         * @static
         * @param {pb.VersionResponse.$Properties=} [properties] Properties to set
         * @returns {pb.VersionResponse} VersionResponse instance
         * @type {{
         *   (properties: pb.VersionResponse.$Shape): pb.VersionResponse & pb.VersionResponse.$Shape;
         *   (properties?: pb.VersionResponse.$Properties): pb.VersionResponse;
         * }}
         */
        VersionResponse.create = function(properties) {
            return new VersionResponse(properties);
        };

        /**
         * Encodes the specified VersionResponse message. Does not implicitly {@link pb.VersionResponse.verify|verify} messages.
         * @function encode
         * @memberof pb.VersionResponse
         * @static
         * @param {pb.VersionResponse.$Properties} message VersionResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        VersionResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.version);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a VersionResponse message from the specified reader or buffer.
         * @function decode
         * @memberof pb.VersionResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.VersionResponse & pb.VersionResponse.$Shape} VersionResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        VersionResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.VersionResponse();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return VersionResponse;
    })();

    pb.ExecRequest = (function() {

        /**
         * Properties of an ExecRequest.
         * @typedef {Object} pb.ExecRequest.$Properties
         * @property {pb.Session.$Properties|null} [session] ExecRequest session
         * @property {string|null} [backend] ExecRequest backend
         * @property {string|null} [table] ExecRequest table
         * @property {string|null} [command] ExecRequest command
         * @property {Object.<string,pb.Value.$Properties>|null} [args] ExecRequest args
         * @property {string|null} [expression] ExecRequest expression
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an ExecRequest.
         * @memberof pb
         * @interface IExecRequest
         * @augments pb.ExecRequest.$Properties
         * @deprecated Use pb.ExecRequest.$Properties instead.
         */

        /**
         * Shape of an ExecRequest.
         * @typedef {{
         *   session?: pb.Session.$Shape|null;
         *   backend?: string|null;
         *   table?: string|null;
         *   command?: string|null;
         *   args?: Object.<string,pb.Value.$Shape>|null;
         *   expression?: string|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} pb.ExecRequest.$Shape
         */

        /**
         * Constructs a new ExecRequest.
         * @memberof pb
         * @classdesc Represents an ExecRequest.
         * @constructor
         * @param {pb.ExecRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var ExecRequest = function (properties) {
            this.args = {};
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ExecRequest session.
         * @member {pb.Session.$Properties|null|undefined} session
         * @memberof pb.ExecRequest
         * @instance
         */
        ExecRequest.prototype.session = null;

        /**
         * ExecRequest backend.
         * @member {string} backend
         * @memberof pb.ExecRequest
         * @instance
         */
        ExecRequest.prototype.backend = "";

        /**
         * ExecRequest table.
         * @member {string} table
         * @memberof pb.ExecRequest
         * @instance
         */
        ExecRequest.prototype.table = "";

        /**
         * ExecRequest command.
         * @member {string} command
         * @memberof pb.ExecRequest
         * @instance
         */
        ExecRequest.prototype.command = "";

        /**
         * ExecRequest args.
         * @member {Object.<string,pb.Value.$Properties>} args
         * @memberof pb.ExecRequest
         * @instance
         */
        ExecRequest.prototype.args = $util.emptyObject;

        /**
         * ExecRequest expression.
         * @member {string} expression
         * @memberof pb.ExecRequest
         * @instance
         */
        ExecRequest.prototype.expression = "";

        /**
         * Creates a new ExecRequest instance using the specified properties.
         * @function create
         * @memberof pb.ExecRequest
         * @static
         * @param {pb.ExecRequest.$Properties=} [properties] Properties to set
         * @returns {pb.ExecRequest} ExecRequest instance
         * @type {{
         *   (properties: pb.ExecRequest.$Shape): pb.ExecRequest & pb.ExecRequest.$Shape;
         *   (properties?: pb.ExecRequest.$Properties): pb.ExecRequest;
         * }}
         */
        ExecRequest.create = function(properties) {
            return new ExecRequest(properties);
        };

        /**
         * Encodes the specified ExecRequest message. Does not implicitly {@link pb.ExecRequest.verify|verify} messages.
         * @function encode
         * @memberof pb.ExecRequest
         * @static
         * @param {pb.ExecRequest.$Properties} message ExecRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ExecRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                $root.pb.Session.encode(message.session, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.backend != null && $Object.hasOwnProperty.call(message, "backend") && message.backend !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.backend);
            if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.table);
            if (message.command != null && $Object.hasOwnProperty.call(message, "command") && message.command !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.command);
            if (message.args != null && $Object.hasOwnProperty.call(message, "args"))
                for (var keys = $Object.keys(message.args), i = 0; i < keys.length; ++i) {
                    writer.uint32(/* id 5, wireType 2 =*/42).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]);
                    $root.pb.Value.encode(message.args[keys[i]], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim().ldelim();
                }
            if (message.expression != null && $Object.hasOwnProperty.call(message, "expression") && message.expression !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.expression);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an ExecRequest message from the specified reader or buffer.
         * @function decode
         * @memberof pb.ExecRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.ExecRequest & pb.ExecRequest.$Shape} ExecRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ExecRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.ExecRequest();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.session = $root.pb.Session.decode(reader, reader.size(), $undefined, _depth + 1, message.session);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.backend = value;
                        else
                            delete message.backend;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.table = value;
                        else
                            delete message.table;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.command = value;
                        else
                            delete message.command;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (message.args === $util.emptyObject)
                            message.args = {};
                        var end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = null;
                        while (reader.pos < end2) {
                            var tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 2)
                                    break;
                                value = $root.pb.Value.decode(reader, reader.size(), $undefined, _depth + 1, value);
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.args, key);
                        message.args[key] = value || new $root.pb.Value();
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.expression = value;
                        else
                            delete message.expression;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ExecRequest;
    })();

    pb.ExecResponse = (function() {

        /**
         * Properties of an ExecResponse.
         * @typedef {Object} pb.ExecResponse.$Properties
         * @property {pb.Frame.$Properties|null} [frame] ExecResponse frame
         * @property {Long|null} [rows] ExecResponse rows
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an ExecResponse.
         * @memberof pb
         * @interface IExecResponse
         * @augments pb.ExecResponse.$Properties
         * @deprecated Use pb.ExecResponse.$Properties instead.
         */

        /**
         * Shape of an ExecResponse.
         * @typedef {{
         *   frame?: pb.Frame.$Shape|null;
         *   rows?: Long|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} pb.ExecResponse.$Shape
         */

        /**
         * Constructs a new ExecResponse.
         * @memberof pb
         * @classdesc Represents an ExecResponse.
         * @constructor
         * @param {pb.ExecResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var ExecResponse = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ExecResponse frame.
         * @member {pb.Frame.$Properties|null|undefined} frame
         * @memberof pb.ExecResponse
         * @instance
         */
        ExecResponse.prototype.frame = null;

        /**
         * ExecResponse rows.
         * @member {Long} rows
         * @memberof pb.ExecResponse
         * @instance
         */
        ExecResponse.prototype.rows = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new ExecResponse instance using the specified properties.
         * @function create
         * @memberof pb.ExecResponse
         * @static
         * @param {pb.ExecResponse.$Properties=} [properties] Properties to set
         * @returns {pb.ExecResponse} ExecResponse instance
         * @type {{
         *   (properties: pb.ExecResponse.$Shape): pb.ExecResponse & pb.ExecResponse.$Shape;
         *   (properties?: pb.ExecResponse.$Properties): pb.ExecResponse;
         * }}
         */
        ExecResponse.create = function(properties) {
            return new ExecResponse(properties);
        };

        /**
         * Encodes the specified ExecResponse message. Does not implicitly {@link pb.ExecResponse.verify|verify} messages.
         * @function encode
         * @memberof pb.ExecResponse
         * @static
         * @param {pb.ExecResponse.$Properties} message ExecResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ExecResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.frame != null && $Object.hasOwnProperty.call(message, "frame"))
                $root.pb.Frame.encode(message.frame, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.rows != null && $Object.hasOwnProperty.call(message, "rows") && (typeof message.rows === "object" ? message.rows.low || message.rows.high : message.rows !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).int64(message.rows);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an ExecResponse message from the specified reader or buffer.
         * @function decode
         * @memberof pb.ExecResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.ExecResponse & pb.ExecResponse.$Shape} ExecResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ExecResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.ExecResponse();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.frame = $root.pb.Frame.decode(reader, reader.size(), $undefined, _depth + 1, message.frame);
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.rows = value;
                        else
                            delete message.rows;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ExecResponse;
    })();

    pb.HistoryRequest = (function() {

        /**
         * Properties of a HistoryRequest.
         * @typedef {Object} pb.HistoryRequest.$Properties
         * @property {pb.Session.$Properties|null} [session] HistoryRequest session
         * @property {string|null} [backend] HistoryRequest backend
         * @property {string|null} [table] HistoryRequest table
         * @property {string|null} [user] HistoryRequest user
         * @property {string|null} [action] HistoryRequest action
         * @property {string|null} [minStartTime] HistoryRequest minStartTime
         * @property {string|null} [maxStartTime] HistoryRequest maxStartTime
         * @property {string|null} [container] HistoryRequest container
         * @property {Long|null} [minDuration] HistoryRequest minDuration
         * @property {Long|null} [maxDuration] HistoryRequest maxDuration
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a HistoryRequest.
         * @memberof pb
         * @interface IHistoryRequest
         * @augments pb.HistoryRequest.$Properties
         * @deprecated Use pb.HistoryRequest.$Properties instead.
         */

        /**
         * Shape of a HistoryRequest.
         * @typedef {pb.HistoryRequest.$Properties} pb.HistoryRequest.$Shape
         */

        /**
         * Constructs a new HistoryRequest.
         * @memberof pb
         * @classdesc Represents a HistoryRequest.
         * @constructor
         * @param {pb.HistoryRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        var HistoryRequest = function (properties) {
            if (properties)
                for (var keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * HistoryRequest session.
         * @member {pb.Session.$Properties|null|undefined} session
         * @memberof pb.HistoryRequest
         * @instance
         */
        HistoryRequest.prototype.session = null;

        /**
         * HistoryRequest backend.
         * @member {string} backend
         * @memberof pb.HistoryRequest
         * @instance
         */
        HistoryRequest.prototype.backend = "";

        /**
         * HistoryRequest table.
         * @member {string} table
         * @memberof pb.HistoryRequest
         * @instance
         */
        HistoryRequest.prototype.table = "";

        /**
         * HistoryRequest user.
         * @member {string} user
         * @memberof pb.HistoryRequest
         * @instance
         */
        HistoryRequest.prototype.user = "";

        /**
         * HistoryRequest action.
         * @member {string} action
         * @memberof pb.HistoryRequest
         * @instance
         */
        HistoryRequest.prototype.action = "";

        /**
         * HistoryRequest minStartTime.
         * @member {string} minStartTime
         * @memberof pb.HistoryRequest
         * @instance
         */
        HistoryRequest.prototype.minStartTime = "";

        /**
         * HistoryRequest maxStartTime.
         * @member {string} maxStartTime
         * @memberof pb.HistoryRequest
         * @instance
         */
        HistoryRequest.prototype.maxStartTime = "";

        /**
         * HistoryRequest container.
         * @member {string} container
         * @memberof pb.HistoryRequest
         * @instance
         */
        HistoryRequest.prototype.container = "";

        /**
         * HistoryRequest minDuration.
         * @member {Long} minDuration
         * @memberof pb.HistoryRequest
         * @instance
         */
        HistoryRequest.prototype.minDuration = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * HistoryRequest maxDuration.
         * @member {Long} maxDuration
         * @memberof pb.HistoryRequest
         * @instance
         */
        HistoryRequest.prototype.maxDuration = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new HistoryRequest instance using the specified properties.
         * @function create
         * @memberof pb.HistoryRequest
         * @static
         * @param {pb.HistoryRequest.$Properties=} [properties] Properties to set
         * @returns {pb.HistoryRequest} HistoryRequest instance
         * @type {{
         *   (properties: pb.HistoryRequest.$Shape): pb.HistoryRequest & pb.HistoryRequest.$Shape;
         *   (properties?: pb.HistoryRequest.$Properties): pb.HistoryRequest;
         * }}
         */
        HistoryRequest.create = function(properties) {
            return new HistoryRequest(properties);
        };

        /**
         * Encodes the specified HistoryRequest message. Does not implicitly {@link pb.HistoryRequest.verify|verify} messages.
         * @function encode
         * @memberof pb.HistoryRequest
         * @static
         * @param {pb.HistoryRequest.$Properties} message HistoryRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        HistoryRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                $root.pb.Session.encode(message.session, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.backend != null && $Object.hasOwnProperty.call(message, "backend") && message.backend !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.backend);
            if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.table);
            if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.user);
            if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.action);
            if (message.minStartTime != null && $Object.hasOwnProperty.call(message, "minStartTime") && message.minStartTime !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.minStartTime);
            if (message.maxStartTime != null && $Object.hasOwnProperty.call(message, "maxStartTime") && message.maxStartTime !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.maxStartTime);
            if (message.container != null && $Object.hasOwnProperty.call(message, "container") && message.container !== "")
                writer.uint32(/* id 8, wireType 2 =*/66).string(message.container);
            if (message.minDuration != null && $Object.hasOwnProperty.call(message, "minDuration") && (typeof message.minDuration === "object" ? message.minDuration.low || message.minDuration.high : message.minDuration !== 0))
                writer.uint32(/* id 9, wireType 0 =*/72).int64(message.minDuration);
            if (message.maxDuration != null && $Object.hasOwnProperty.call(message, "maxDuration") && (typeof message.maxDuration === "object" ? message.maxDuration.low || message.maxDuration.high : message.maxDuration !== 0))
                writer.uint32(/* id 10, wireType 0 =*/80).int64(message.maxDuration);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (var i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a HistoryRequest message from the specified reader or buffer.
         * @function decode
         * @memberof pb.HistoryRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {pb.HistoryRequest & pb.HistoryRequest.$Shape} HistoryRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        HistoryRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            var end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.pb.HistoryRequest();
            while (reader.pos < end) {
                var start = reader.pos;
                var tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                var wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.session = $root.pb.Session.decode(reader, reader.size(), $undefined, _depth + 1, message.session);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.backend = value;
                        else
                            delete message.backend;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.table = value;
                        else
                            delete message.table;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.user = value;
                        else
                            delete message.user;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.action = value;
                        else
                            delete message.action;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.minStartTime = value;
                        else
                            delete message.minStartTime;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.maxStartTime = value;
                        else
                            delete message.maxStartTime;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.container = value;
                        else
                            delete message.container;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.minDuration = value;
                        else
                            delete message.minDuration;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.maxDuration = value;
                        else
                            delete message.maxDuration;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return HistoryRequest;
    })();

    return pb;
})();

module.exports = $root;
